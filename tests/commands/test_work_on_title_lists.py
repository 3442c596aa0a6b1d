"""``work_on_title_lists`` ends as soon as what has started it is gone."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings


def test_it_ends_when_its_input_is_closed(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "work_on_title_lists"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"VAR_DIR": str(tmp_path)},
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    process.communicate(timeout=60)
    assert process.returncode == 0
