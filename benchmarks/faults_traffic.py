"""Mixed traffic over keep-alive connections, each answer judged when it arrives; faults.py runs it."""

import asyncio
import bisect
import gzip
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

import brotli

PATIENCE = 70  # seconds for an answer
IDLE = 20  # seconds after which a connection is not used again: the server hangs up after 30
STAYS = 20  # seconds that a reader stays on one connection, on average
PAUSE = 3.0  # seconds that a reader rests between two requests, on average
HOT = 8  # roles that half of all readers want
STYLES = ("tokens", "base", "components", "pages", "print")
_UNDO = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
_ETAG = re.compile(r'"(\d+)\.[0-9a-f]+-')


@dataclass(frozen=True)
class Answer:
    """What came back: header names in lower case, the body without its encoding."""

    status: int
    headers: dict[str, str]
    cookies: list[str]
    text: str
    sent: float

    @property
    def revision(self) -> int | None:
        """The revision of the catalogue that the answer says it is of."""
        found = _ETAG.match(self.headers.get("etag", ""))
        return int(found[1]) if found else None


class NoAnswerError(Exception):
    """An answer did not come within PATIENCE."""


class Connection:
    """A keep-alive connection to the server."""

    def __init__(self, port: int) -> None:
        self.server_port = port
        self.port = 0
        self.opened = 0.0

    async def open(self) -> None:
        """Connect; ``port`` is this end's."""
        self.opened = self.used = time.monotonic()
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.server_port, limit=2**20)
        self.port = self.writer.get_extra_info("sockname")[1]

    def close(self) -> None:
        """Hang up."""
        if self.port:
            self.writer.close()

    async def ask(self, address: str, method: str = "GET", body: str = "", **headers: str) -> Answer:
        """One request; raises OSError or EOFError when the connection is lost, NoAnswerError after PATIENCE."""
        given = {"host": f"127.0.0.1:{self.server_port}", **headers}
        if body:
            given |= {
                "content-type": "application/x-www-form-urlencoded",
                "content-length": str(len(body.encode())),
            }
        lines = [
            f"{method} {address} HTTP/1.1",
            *(f"{name.replace('_', '-')}: {value}" for name, value in given.items()),
        ]
        if time.monotonic() - self.used > IDLE:
            self.close()
            await self.open()
        sent = self.used = time.monotonic()
        self.writer.write(("\r\n".join(lines) + "\r\n\r\n" + body).encode())
        try:
            async with asyncio.timeout(PATIENCE):
                await self.writer.drain()
                answer = await self._answer(sent)
        except TimeoutError:
            raise NoAnswerError from None
        self.used = time.monotonic()
        return answer

    async def _answer(self, sent: float) -> Answer:
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = [
            (name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in head[1:])
        ]
        headers = dict(pairs)
        status = int(head[0].split()[1])
        body = b"" if status in (204, 304) else await self._body(headers)
        text = _UNDO[headers.get("content-encoding", "")](body).decode() if body else ""
        return Answer(status, headers, [value for name, value in pairs if name == "set-cookie"], text, sent)

    async def _body(self, headers: dict[str, str]) -> bytes:
        if "chunked" not in headers.get("transfer-encoding", ""):
            return await self.reader.readexactly(int(headers["content-length"]))
        parts = []
        while size := int(await self.reader.readline(), 16):
            parts.append(await self.reader.readexactly(size))
            await self.reader.readline()
        await self.reader.readline()
        return b"".join(parts)


@dataclass
class Record:
    """What was asked and what came of it. Times are of the monotonic clock, which all processes share."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)
    lost: list[tuple[float, float, int]] = field(default_factory=list)  # when, opened when, this end's port
    seen: list[tuple[float, int]] = field(default_factory=list)  # when it was sent, and the revision it is of
    committed: list[tuple[float, int]] = field(default_factory=list)

    def lose(self, connection: Connection) -> None:
        """Keep that a request was lost with its connection."""
        self.lost.append((time.monotonic(), connection.opened, connection.port))

    def note(self, kind: str, answer: Answer, fault: str) -> None:
        """Keep one answer; ``fault`` says what is wrong with it."""
        now = time.monotonic()
        self.took[kind].append(now - answer.sent)
        if fault:
            self.wrong[kind, fault] += 1
        if answer.revision is not None:
            self.seen.append((answer.sent, answer.revision))
            self.committed.append((now, answer.revision))

    def stalest(self) -> float:
        """The longest time by which a request was sent after a later revision than its answer's was known to stand."""
        known: list[tuple[float, int]] = []
        for at, revision in sorted(self.committed):
            if not known or revision > known[-1][1]:
                known.append((at, revision))
        numbers = [number for _, number in known]
        longest = 0.0
        for sent, revision in self.seen:
            later = bisect.bisect_right(numbers, revision)
            if later < len(known):
                longest = max(longest, sent - known[later][0])
        return longest


def heading_of(text: str) -> str:
    """The head of a role's page: its title and its code."""
    return text[text.find("<h1") : text.find("</header>", text.find("<h1"))]


@dataclass(frozen=True)
class Kind:
    """A kind of request: how often, which address, and what its answer must hold.

    One that ``may_lead_on`` may be answered with another address, as the search for a title is with its role's.
    """

    weight: int
    address: Callable[[], tuple[str, tuple[str, ...]]]
    status: int = 200
    is_page: bool = True
    may_lead_on: bool = False


class Readers:
    """Readers who ask for this and that; ``roles`` are codes with titles, ``words`` are to be searched for."""

    def __init__(self, port: int, record: Record, roles: dict[str, str], words: list[str], seed: int) -> None:
        self.port = port
        self.record = record
        self.dice = random.Random(seed)
        self.codes = sorted(roles)
        self.roles = roles
        self.words = words
        self.etags: dict[tuple[str, str], str] = {}
        self.kinds = {
            "role": Kind(40, self._role),
            "static file": Kind(
                100, lambda: (f"/static/css/{self.dice.choice(STYLES)}.css", ("@layer",)), is_page=False
            ),
            "adjacent": Kind(5, lambda: self._of_role("adjacent/")),
            "browse": Kind(12, self._browse),
            "search": Kind(10, self._search, may_lead_on=True),
            "compare": Kind(8, self._compare),
            "resolve": Kind(8, self._resolve),
            "function": Kind(6, self._function),
            "home": Kind(4, lambda: ("/", ())),
            "no such role": Kind(3, lambda: (f"/roles/XXXXX{self.dice.choice('ABC')}.GEN.P3/", ()), 404),
        }

    def _code(self) -> str:
        return self.dice.choice(
            self.codes[:: len(self.codes) // HOT] if self.dice.random() < 0.5 else self.codes
        )

    def _role(self) -> tuple[str, tuple[str, ...]]:
        return self._of_role("")

    def _of_role(self, page: str) -> tuple[str, tuple[str, ...]]:
        code = self._code()
        return f"/roles/{code}/{page}", (code,)

    def _function(self) -> tuple[str, tuple[str, ...]]:
        function = self._code().partition(".")[0]
        return f"/functions/{function}/", (function,)

    def _browse(self) -> tuple[str, tuple[str, ...]]:
        function = self._code().partition(".")[0]
        queries = [
            {},
            {"page": "2"},
            {"function": function},
            {"function": function, "sort": "title"},
            {"view": "grid"},
        ]
        return f"/roles/?{urlencode(self.dice.choice(queries))}", ()

    def _search(self) -> tuple[str, tuple[str, ...]]:
        return "/roles/?" + urlencode({"q": " ".join(self.dice.sample(self.words, 2))}), ()

    def _compare(self) -> tuple[str, tuple[str, ...]]:
        two = tuple(self.dice.sample(self.codes, 2))
        return "/compare/?" + urlencode([("role", code) for code in two]), two

    def _resolve(self) -> tuple[str, tuple[str, ...]]:
        return "/resolve/?" + urlencode({"title": self.roles[self._code()]}), ()

    async def read(self, until: float) -> None:
        """One reader: asks until the time is over; another comes when he has gone or the connection is lost."""
        names, weights = zip(*((name, kind.weight) for name, kind in self.kinds.items()), strict=True)
        while time.monotonic() < until:
            connection = Connection(self.port)
            leaves = min(until, time.monotonic() + self.dice.expovariate(1 / STAYS))
            name = "connecting"
            try:
                await connection.open()
                while time.monotonic() < leaves:
                    name = self.dice.choices(names, weights)[0]
                    await self._one(connection, name)
                    await asyncio.sleep(self.dice.random() * 2 * PAUSE)
            except NoAnswerError:
                self.record.wrong[name, "no answer in time"] += 1
            except (OSError, EOFError):
                self.record.lose(connection)
            connection.close()

    async def _one(self, connection: Connection, name: str) -> None:
        kind = self.kinds[name]
        address, needed = kind.address()
        encoding = self.dice.choice(("br", "gzip", "gzip", "identity"))
        headers = {"accept_encoding": encoding}
        if (tag := self.etags.get((address, encoding))) and self.dice.random() < 0.5:
            headers["if_none_match"] = tag
        answer = await connection.ask(address, **headers)
        if etag := answer.headers.get("etag"):
            self.etags[address, encoding] = etag
        if "if_none_match" in headers and answer.status == 304:
            self.record.note("304", answer, "" if etag == tag else "another ETag than was asked about")
        else:
            self.record.note(name, answer, fault_of(answer, kind, needed, is_role=name == "role"))


def fault_of(answer: Answer, kind: Kind, needed: tuple[str, ...], *, is_role: bool) -> str:
    """What is wrong with an answer; nothing when it is right."""
    if answer.status == 302 and kind.may_lead_on:
        return ""
    if answer.status != kind.status:
        return f"status {answer.status}"
    where = heading_of(answer.text) if is_role else answer.text
    is_whole = not kind.is_page or ("<h1" in where and answer.text.rstrip().endswith("</html>"))
    return "" if is_whole and all(text in where for text in needed) else "wrong content"
