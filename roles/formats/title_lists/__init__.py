"""Lists of job titles as people have them: pasted lines, text in any usual encoding, CSV, XLSX.

Reading is bounded in rows, columns, cells, characters, unpacked bytes and time. What was found out about a file
(sheet, row of headers, column, delimiter, encoding) is part of the answer; what is doubtful is asked for.
"""

from roles.formats.title_lists.bounds import (
    LONGEST_TITLE,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TITLES,
    UnreadableList,
)
from roles.formats.title_lists.carried import carried_list, carry
from roles.formats.title_lists.delimited import DELIMITERS, ENCODINGS
from roles.formats.title_lists.layout import Preview, UnclearLayout
from roles.formats.title_lists.reading import read_file, read_pasted
from roles.formats.title_lists.rows import Row, Source, TitleList, Wish
from roles.formats.title_lists.sent import SentList

__all__ = [
    "DELIMITERS",
    "ENCODINGS",
    "LONGEST_TITLE",
    "MOST_BYTES",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "MOST_TITLES",
    "Preview",
    "Row",
    "SentList",
    "Source",
    "TitleList",
    "UnclearLayout",
    "UnreadableList",
    "Wish",
    "carried_list",
    "carry",
    "read_file",
    "read_pasted",
]
