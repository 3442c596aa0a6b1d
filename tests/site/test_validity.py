"""The HTML of every family and state, judged by html-validate: its recommended rules, all of them errors."""

import json
import os
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest
from django.conf import settings

from tests.site.conftest import Shown

_VALIDATOR = settings.BASE_DIR / "node_modules/.bin/html-validate"
_MISSING = "html-validate is not installed: the HTML of the pages was not judged (npm ci)"

LEFT_OUT = {
    "no-trailing-whitespace": "What a template leaves at the end of a line is not seen, and compressed away.",
    "long-title": "A role's title may have 120 characters; cut short it would not be the role's title.",
    "form-dup-name": "role=A&role=B is how an address lists the roles of a comparison.",
    "prefer-native-element": "A frame that scrolls is no section of the text; its role gives it a name by ear.",
}
"""Rules of html-validate:recommended that these pages do not keep, each with the reason."""


@pytest.fixture
def validator() -> list[str]:
    """The command; without it the test is skipped aloud, and in CI it fails."""
    if not (_VALIDATOR.exists() and shutil.which("node")):
        if os.environ.get("CI") == "true":
            pytest.fail(_MISSING, pytrace=False)
        pytest.skip(_MISSING)
    return [str(_VALIDATOR)]


def test_every_page_is_valid_html(shown: dict[str, Shown], validator: list[str], tmp_path: Path) -> None:
    rules = {"extends": ["html-validate:recommended"], "rules": dict.fromkeys(LEFT_OUT, "off"), "root": True}
    (tmp_path / ".htmlvalidate.json").write_text(json.dumps(rules), encoding="utf-8")
    names = {}
    for number, (name, one) in enumerate(shown.items()):
        file = tmp_path / f"{number}.html"
        file.write_bytes(one.response.content)
        names[str(file)] = name
    told = tmp_path / "told.json"
    with told.open("w") as out:  # a pipe would lose what node has not yet written when it ends
        subprocess.run(
            [*validator, "--formatter", "json", str(tmp_path)], stdout=out, cwd=tmp_path, check=False
        )
    found = defaultdict(list)
    for file in json.loads(told.read_text(encoding="utf-8")):
        for fault in file["messages"]:
            found[names[file["filePath"]]].append(f"{fault['line']}: {fault['ruleId']}: {fault['message']}")
    assert dict(found) == {}
