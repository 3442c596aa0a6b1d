"""What is kept under VAR_DIR may be read by its owner alone."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from taxonomy_site.private_files import DATABASE, KEY, make_private_file, make_private_folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_database_is_private_and_so_is_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    program = "import os, sqlite3; os.umask(0o022); from taxonomy_site import settings; " + (
        "db = sqlite3.connect(settings.DATABASES['default']['NAME']); db.execute('PRAGMA journal_mode=WAL'); "
        "db.execute('CREATE TABLE a (b)'); print(*sorted(p.name for p in settings.VAR_DIR.iterdir()), "
        "*{oct(p.stat().st_mode)[-3:] for p in settings.VAR_DIR.iterdir()})"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env=kept | {"VAR_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert told == [DATABASE, f"{DATABASE}-shm", f"{DATABASE}-wal", KEY, "600"]
    assert mode(folder) == 0o700


def test_a_folder_of_before_is_closed_to_others(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    database = tmp_path / DATABASE
    database.write_bytes(b"kept")
    database.chmod(0o644)
    make_private_folder(tmp_path)
    make_private_file(database)
    assert (mode(tmp_path), mode(database), database.read_bytes()) == (0o700, 0o600, b"kept")


@pytest.mark.parametrize("bits", [0o755, 0o1777])
def test_a_folder_for_other_things_is_left_as_it_is(tmp_path: Path, bits: int) -> None:
    tmp_path.chmod(bits)
    if bits & stat.S_ISVTX:
        (tmp_path / KEY).touch()
    make_private_folder(tmp_path)
    assert mode(tmp_path) == bits
