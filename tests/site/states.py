"""What the files of fixtures/ do not show: a retired role, roles with nothing or very long words, pay, an empty field.

Pages and journeys that must hold on such data load it on top of the catalogue.
"""

from pathlib import Path
from typing import Any

from tests import worlds

RETIRED = "AIMLAM.NLP.S1"
BARE = "BAREST.GEN.P3"
WORDY = "WORDY.GEN.P3"

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
"""One word of eighty letters, which nothing can break but a hyphen."""

TITLE = f"{WORD} and Deputy Head of All That Follows Now"
"""As long as a title may be, 120 characters."""

LINE = f"{WORD} and the people who look after it every day of the week, with a second {WORD[:40]}"
PROSE = " ".join([WORD, "and whatever else there is to say about it,"] * 12)

PAGES = {
    "role, retired": f"/roles/{RETIRED}/",
    "role, bare": f"/roles/{BARE}/",
    "role, very long words": f"/roles/{WORDY}/",
    "role, very long words, print view": f"/roles/{WORDY}/?view=print",
    "adjacent to very long words": f"/roles/{WORDY}/adjacent/",
    "function, empty": "/functions/VACANT/",
    "function, very long words": "/functions/WORDY/",
    "functions, very long words": "/functions/",
    "home, very long words": "/",
    "browse, very long words": "/roles/?superfunction=STRAIN",
    "level, very long words": "/levels/P3/?page=1",
    "step, very long words": "/functions/WORDY/GEN/P3-P4/",
    "component, very long words": f"/components/skill/{WORD.lower()}/",
    "coordinates, very long words": f"/coordinates/?a={WORDY}&b=WORDY.GEN.P4",
    "compare, bare": f"/compare/?role={BARE}&role={RETIRED}",
    "compare, very long words": f"/compare/?role={WORDY}&role=WORDY.GEN.P4&role={BARE}&role=AIMLAM.GEN.P3",
}
"""The pages that show it."""


def load(folder: Path) -> None:
    """Add it all to the catalogue; ``folder`` takes the files."""
    retired = worlds.role_document(
        RETIRED, status="retired", replaced_by="AIMLAM.NLP.P1", title="NLP Assistant"
    )
    bare = worlds.role_document(BARE, confidence=0)
    worlds.load_files(
        folder,
        {
            "tree.yaml": _tree(),
            "functions/AIMLAM.yaml": worlds.function_file("AIMLAM", retired),
            "functions/BAREST.yaml": worlds.function_file("BAREST", bare),
            "functions/WORDY.yaml": worlds.function_file("WORDY", _wordy(WORDY), _wordy("WORDY.GEN.P4")),
        },
    )


def _tree() -> dict[str, Any]:
    strain = worlds.superfunction("STRAIN", TITLE, WORDY=[WORD[:6].upper()], VACANT=[], BAREST=[])
    wordy = strain["functions"][0]
    wordy |= {"name": TITLE, "definition": PROSE}
    for focus in wordy["focuses"]:
        focus |= {"name": TITLE, "definition": PROSE}
    return {"superfunctions": [strain | {"definition": PROSE}]}


def _wordy(code: str) -> dict[str, Any]:
    approved = {"state": "approved", "decided_by": "editor", "decided_at": "2026-11-23T09:30:00+00:00"}
    own = code[-2:]
    return worlds.role_document(
        code,
        title=f"{TITLE[:-4]} {own}",
        tagline=LINE,
        summary=PROSE,
        story={
            "who": PROSE,
            "problem": {"external": PROSE, "internal": PROSE, "why": PROSE},
            "plan": [PROSE, LINE],
            "stakes": PROSE,
            "success": PROSE,
        },
        core_outputs=[LINE, WORD],
        status="in_review",
        version=9999,
        components={
            kind: [{"label": WORD}, {"label": f"{WORD} {own}", "commonness": "rare", "origin": "function"}]
            for kind in ("responsibility", "task", "skill", "knowledge", "competency", "qualification")
        },
        aliases=[
            worlds.alias(f"{WORD} {own}", **approved),
            worlds.alias(f"Assistant {WORD} {own}", type="misspelling"),
        ],
        mappings=[worlds.mapping()],
        pay=[
            {
                "currency": "EUR",
                "region": LINE,
                "year": 2026,
                "median": 1234567890.00,
                "source": LINE,
                "method": LINE,
            }
        ],
    )
