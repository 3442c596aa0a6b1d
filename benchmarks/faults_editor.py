"""The editor who approves an alias every second through the admin, and whoever looks whether it is shown."""

import asyncio
import html
import re
import time
from collections.abc import Callable
from urllib.parse import urlencode

from faults_server import Server
from faults_traffic import Answer, Connection, NoAnswerError, Record

GRAIN = 0.02  # seconds between two looks at a page that is not new yet
PROMISED = 1.0  # seconds after which every worker shows a write


def is_approved(text: str, alias: str) -> bool:
    """Whether a role's page shows the alias as approved: in its row, or for all rows in the caption."""
    table = text[text.find('id="aliases"') :]
    row = re.search(rf">{re.escape(html.escape(alias))}</a></th>(.*?)</tr>", table, re.DOTALL)
    caption = table[table.find("<caption>") : table.find("</caption>")]
    return bool(row) and "approved" in (row[1] + caption).lower()


class Watch:
    """A connection to each worker, without a cookie."""

    def __init__(self, server: Server, record: Record) -> None:
        self.server = server
        self.record = record
        self.connections: dict[int, Connection] = {}
        self.stalest = 0.0

    async def connect(self) -> None:
        """Have one connection in each worker that lives."""
        living = self.server.workers()
        self.connections = {pid: c for pid, c in self.connections.items() if pid in living}
        for _ in range(20):
            if len(self.connections) == len(living):
                return
            connection = Connection(self.server.port)
            try:
                await connection.open()
                await connection.ask("/livez")
            except (OSError, EOFError, NoAnswerError):
                continue
            worker = self.server.worker_of(connection.port)
            if worker is None or worker in self.connections:
                connection.close()
            else:
                self.connections[worker] = connection

    async def until_all_show(self, address: str, is_shown: Callable[[str], bool], since: float) -> None:
        """Look at a page in every worker connected to until it shows what was written at ``since``."""
        await asyncio.gather(
            *(self._look(pid, address, is_shown, since) for pid in list(self.connections)),
            return_exceptions=False,
        )

    async def _look(self, worker: int, address: str, is_shown: Callable[[str], bool], since: float) -> None:
        connection = self.connections[worker]
        while True:
            try:
                answer = await connection.ask(address)
            except NoAnswerError:
                self.record.wrong["what was written", "no answer in time"] += 1
                return
            except (OSError, EOFError):
                self.record.lose(connection)
                del self.connections[worker]
                return
            self.record.note(
                "what was written", answer, "" if answer.status == 200 else f"status {answer.status}"
            )
            if is_shown(answer.text):
                return
            self.stalest = max(self.stalest, answer.sent - since)
            if answer.sent - since > 10 * PROMISED:
                self.record.wrong["what was written", "never shown"] += 1
                return
            await asyncio.sleep(GRAIN)


class Editor:
    """Signed in to the admin; ``pending`` are aliases to approve: id, title and the role's code."""

    def __init__(
        self, server: Server, record: Record, watch: Watch, pending: list[tuple[int, str, str]]
    ) -> None:
        self.record = record
        self.watch = watch
        self.pending = pending
        self.connection = Connection(server.port)
        self.cookies: dict[str, str] = {}
        self.approved: list[int] = []

    async def _as_editor(self, address: str, form: dict[str, str] | None = None) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"cookie": cookie} if cookie else {}
        if form is None:
            answer = await self.connection.ask(address, **headers)
        else:
            token = {"csrfmiddlewaretoken": self.cookies["csrftoken"]}
            answer = await self.connection.ask(address, "POST", urlencode(form | token), **headers)
        for line in answer.cookies:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    async def sign_in(self, name: str, password: str) -> None:
        """Begin a session; raises SystemExit when the admin refuses."""
        await self.connection.open()
        await self._as_editor("/admin/login/")
        answer = await self._as_editor("/admin/login/", {"username": name, "password": password})
        if answer.status != 302:
            raise SystemExit(f"The admin refused the editor: {answer.status}")

    async def approve_each_second(self, until: float) -> None:
        """Approve an alias every second, or as soon as the one before has been, and see it shown."""
        for alias, text, code in self.pending:
            began = time.monotonic()
            if began > until:
                return
            try:
                await self._approve(alias, text, code)
            except NoAnswerError:
                self.record.wrong["approval", "no answer in time"] += 1
            except (OSError, EOFError):
                self.record.lose(self.connection)
                self.connection.close()
                await self.connection.open()
            await asyncio.sleep(max(0.0, began + 1 - time.monotonic()))

    async def _approve(self, alias: int, text: str, code: str) -> None:
        await self.watch.connect()
        answer = await self._as_editor(f"/admin/roles/alias/{alias}/approve/", {})
        since = time.monotonic()
        self.record.note("approval", answer, "" if answer.status == 302 else f"status {answer.status}")
        if answer.status != 302:
            return
        self.approved.append(alias)
        page = await self.connection.ask(f"/roles/{code}/")  # the same worker, as anybody
        shown = is_approved(page.text, text)
        self.record.note("next request", page, "" if shown else "does not show what this worker wrote")
        await self.watch.until_all_show(f"/roles/{code}/", lambda page: is_approved(page, text), since)
