"""Races: what another editor commits between an action's last check and its write, or at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction


def lose_race(action: Callable[[], Any], *, table: str, to: Callable[[], object]) -> Any:
    """Run an action and let something happen when it has made all its checks and is about to write to a table.

    The action is run once and taken back, to learn at which statement it sets the savepoint of that write; then
    it is run again, and ``to`` happens just before that statement. Returns what the action returns.
    """
    statements: list[str] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(listen):
            action()
        transaction.set_rollback(True)
    writes = (f'UPDATE "{table}"', f'INSERT INTO "{table}"')
    write = next(i for i, sql in enumerate(statements) if sql.startswith(writes))
    savepoint = max(i for i in range(write) if statements[i].startswith("SAVEPOINT"))
    number = -1

    def interfere(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal number
        number += 1
        if number == savepoint:
            to()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(interfere):
        return action()


def at_the_same_moment(first: Callable[[], object], second: Callable[[], object]) -> Exception | None:
    """Start a second action while the first is done but not committed; returns what the second raised.

    The second must wait for the first. Needs a database with several writers, and committed rows.
    """
    raised: list[Exception] = []

    def act() -> None:
        try:
            second()
        except Exception as fault:
            raised.append(fault)
        finally:
            connection.close()

    other = threading.Thread(target=act)
    with transaction.atomic():
        first()
        other.start()
        other.join(timeout=0.5)
        assert other.is_alive(), "the second did not wait for the first"
    other.join(timeout=10)
    assert not other.is_alive(), "the second did not end"
    return raised[0] if raised else None
