"""What people write above their columns: which headers are those of titles, and which words are no titles at all."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

EXACT, CONTAINED, WEAK, WEAK_ENDING = 4, 3, 2, 1
"""How surely a header is that of the titles; 0 if it is not."""

_PLAIN = {
    "job title", "jobtitle", "position title", "role title", "title of position", "job name", "role name",
    "position name", "working title",
    "titre de poste", "titre du poste", "intitulé de poste", "intitulé du poste",
    "stellenbezeichnung", "berufsbezeichnung", "positionsbezeichnung", "funktionsbezeichnung", "jobtitel",
    "puesto", "puesto de trabajo", "título del puesto", "cargo", "mansione", "qualifica", "functietitel",
    "functie", "função", "befattning",
}  # fmt: skip
_DOUBTFUL = {
    "title",
    "titles",
    "position",
    "job",
    "role",
    "designation",
    "poste",
    "fonction",
    "funktion",
    "beruf",
}
_OTHER = {
    "name", "first name", "last name", "full name", "surname", "forename", "given name", "family name", "nachname",
    "vorname", "nom", "prénom", "apellido", "cognome",
    "id", "no", "nr", "number", "code", "employee", "employee id", "employee no", "employee name", "employee number",
    "staff id", "personnel number", "personalnummer", "email", "e mail", "phone", "gender", "date of birth",
    "department", "dept", "team", "unit", "division", "function", "company", "location", "town", "city", "country",
    "site", "office", "abteilung", "ort", "standort", "land", "service", "ville", "pays",
    "grade", "level", "band", "salary", "pay", "manager", "reports to", "line manager", "start date", "hire date",
    "date", "status", "fte", "headcount", "cost center", "cost centre", "comment", "comments", "notes",
}  # fmt: skip
_SALUTATIONS = {
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "rev", "hon",
    "prof dr", "dr med", "phd", "madam", "herr", "frau", "m", "mme", "mlle", "monsieur", "madame", "sr", "sra", "srta",
    "señor", "señora", "sig", "sigra", "dott", "dottssa", "ing", "dipl ing", "dhr", "mevr",
}  # fmt: skip
_DOES_WORK = re.compile(
    r"\w{2,}(?:er|or|ist|yst|ant|ian|rse|ent|ive|eur|euse|man|cian|ect|hef)s?|intern|head|lead|chief|vp|ceo|cfo|cto"
)


def plain(cell: str) -> str:
    """A cell without case, punctuation and what is in brackets: ``job title`` for ``Job_Title (EN):``."""
    text = unicodedata.normalize("NFKC", cell[:200]).casefold().replace(".", "")
    return " ".join(re.sub(r"[\W_]+", " ", re.sub(r"[(\[][^)\]]*[)\]]", " ", text)).split())


def rank(cell: str) -> int:
    """How surely the cell is the header of the titles: EXACT, CONTAINED, WEAK, WEAK_ENDING or 0."""
    text = plain(cell)
    if text in _PLAIN:
        return EXACT
    if text in _DOUBTFUL:
        return WEAK
    words = text.split()
    if not 1 < len(words) <= 5:
        return 0
    if any(f" {known} " in f" {text} " for known in _PLAIN if " " in known):
        return CONTAINED
    is_ending = words[-1] in _DOUBTFUL and len(words) <= 3 and "," not in cell  # “Clerk, Title” is a title
    return WEAK_ENDING if is_ending else 0


def is_header_row(cells: Sequence[str]) -> bool:
    """Whether the cells are headers beyond doubt: a clear one of titles, or a doubtful one among other headers."""
    ranks = [rank(cell) for cell in cells]
    return max(ranks, default=0) >= CONTAINED or (WEAK in ranks and names_other_columns(cells))


def names_other_columns(cells: Iterable[str]) -> bool:
    """Whether one of the cells is the usual header of something else: a name, a place, a date."""
    return any(plain(cell) in _OTHER for cell in cells)


def are_salutations(cells: Sequence[str]) -> bool:
    """Whether half of the cells or more are forms of address (Mr, Dr), as in a column “Title” beside names."""
    return sum(plain(cell) in _SALUTATIONS for cell in cells) * 2 >= len(cells) > 0


def share_of_work(cells: Sequence[str]) -> float:
    """How many of the cells contain a word for a person at work, such as *engineer*: 0 to 1."""
    does = sum(any(map(_DOES_WORK.fullmatch, plain(cell).split())) for cell in cells)
    return does / max(len(cells), 1)
