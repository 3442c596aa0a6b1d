"""Finished pages leave in the thread in which granian takes requests up, before its event loop hears of them.

The way through the loop costs twice what such an answer takes. granian has no public hook before it, so one of its
functions is replaced; should a later granian have none of that name, everything goes through the loop, which is right
and slower, and tests/edge/test_server.py tells.
"""

import logging
from collections.abc import Callable
from typing import Any

from granian import _futures

from taxonomy_site.plain import Answer

logger = logging.getLogger(__name__)

_NAME = "_cbsched_aioschedule"


def answer_before_the_loop(at_once: Callable[[Any], Answer | None]) -> bool:
    """Ask ``at_once`` for each scope first, and the loop where it has none; False where granian offers no way."""
    schedules = getattr(_futures, _NAME, None)
    if schedules is None:
        logger.warning("granian has no %s: finished pages are answered more slowly", _NAME)
        return False

    def schedules_after(loop: Any, context: Any, callback: Any) -> Callable[[Any], None]:
        schedule = schedules(loop, context, callback)

        def schedule_or_answer(watcher: Any) -> None:
            try:
                answer = at_once(watcher.scope)
            except Exception:  # the loop is asked the same, and answers 500
                answer = None
            if answer is None:
                schedule(watcher)
                return
            watcher.proto.response_bytes(int(answer.status[:3]), answer.headers, answer.body)
            watcher.done()

        return schedule_or_answer

    setattr(_futures, _NAME, schedules_after)
    return True
