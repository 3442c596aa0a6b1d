"""A list as it was sent, before it is read; a short one costs little to read and to resolve."""

from dataclasses import dataclass

from roles.formats.title_lists.bounds import MOST_BYTES, UnreadableList
from roles.formats.title_lists.reading import is_workbook, read_file, read_pasted
from roles.formats.title_lists.rows import TitleList, Wish

SHORT_LINES = 200
SHORT_BYTES = 20_000
"""What is read and resolved in the request: a fifth of a second, whatever the list contains."""


@dataclass(frozen=True)
class SentList:
    """A file, or without a name pasted text in UTF-8. Raises UnreadableList if it is too large to be taken."""

    name: str
    content: bytes
    wish: Wish

    def __post_init__(self) -> None:
        if len(self.content) > MOST_BYTES:
            raise UnreadableList(
                f"The file is larger than {MOST_BYTES // 1024 // 1024} MB. Send the column of titles alone."
            )

    @property
    def is_short(self) -> bool:
        """Whether it is text of few lines; how much a workbook contains is known when it has been read."""
        lines = max(self.content.count(b"\n"), self.content.count(b"\r"))
        return len(self.content) <= SHORT_BYTES and lines <= SHORT_LINES and not is_workbook(self.content)

    def read(self) -> TitleList:
        """The list. Raises UnclearLayout or UnreadableList, as ``read_file`` does."""
        if self.name:
            return read_file(self.name, self.content, self.wish)
        return read_pasted(self.content.decode(), self.wish)
