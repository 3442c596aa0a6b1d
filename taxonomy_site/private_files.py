"""What is kept under VAR_DIR may be read by its owner alone: passwords' digests, sessions and receipts are in it."""

import os
import stat
from pathlib import Path

KEY, DATABASE = "secret_key", "catalogue.sqlite3"


def make_private_folder(folder: Path) -> None:
    """Make the folder, or close one that is there; a folder that has nothing of ours in it is left as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any((folder / name).exists() for name in (KEY, DATABASE)):
        _close(folder, 0o700)


def make_private_file(path: Path) -> None:
    """Make an empty file, or close one that is there. SQLite gives the files beside it the same mode."""
    if not path.exists():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    _close(path, 0o600)


def _close(path: Path, mode: int) -> None:
    """Take from others what they may do, unless another user made it, or it is for all to write into."""
    found = path.stat()
    is_shared = bool(found.st_mode & stat.S_ISVTX)
    if found.st_uid == os.geteuid() and not is_shared and stat.S_IMODE(found.st_mode) & 0o077:
        path.chmod(mode)
