"""Find the files of a catalogue in folders, and those that cannot be read, which a load must not treat as absent."""

import os
from collections.abc import Iterator
from pathlib import Path

from roles.documents.errors import Fault

YAML_SUFFIXES = (".yaml", ".yml")


def find(paths: list[Path], *suffixes: str) -> tuple[list[Path], list[Fault]]:
    """Return the given files, those of given suffixes in given folders, and a fault for each that cannot be read.

    The files of a folder are in alphabetical order; links to folders are followed.
    """
    files: list[Path] = []
    faults: list[Fault] = []
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112 - Path raises where a folder above is closed
            files.append(path)  # what is wrong with it is found when it is read
            continue
        below: list[Path] = []
        for found in _below(path, frozenset()):
            if isinstance(found, Fault):
                faults.append(found)
            elif message := _wrong(found, suffixes):
                faults.append(Fault(str(found), 0, "", message))
            elif found.suffix in suffixes:
                below.append(found)
        files += sorted(below)
    return files, faults


def _below(folder: Path, above: frozenset[str]) -> Iterator[Path | Fault]:
    """Everything in a folder and its folders that is no folder; ``above`` are the real paths of those above."""
    real = os.path.realpath(folder)
    if real in above:  # a link to a folder above it
        return
    try:
        entries = sorted(folder.iterdir())
        is_folder = [entry.is_dir() for entry in entries]
    except OSError as fault:
        yield Fault(str(folder), 0, "", f"cannot be read ({fault.strerror}); expected a folder")
        return
    for entry, is_one in zip(entries, is_folder, strict=True):
        if is_one:
            yield from _below(entry, above | {real})
        else:
            yield entry


def _wrong(path: Path, suffixes: tuple[str, ...]) -> str:
    """What is wrong with a thing in a folder that may have been meant as a file of the catalogue; empty if nothing."""
    if path.is_symlink() and not path.exists():
        is_meant = path.suffix.lower() in ("", *suffixes)  # without a suffix it may have been a folder
        return "is a link to nothing; expected a file" if is_meant else ""
    if path.suffix.lower() not in suffixes:
        return ""
    if path.suffix not in suffixes:
        return f"is not read because of its capitals; expected the suffix {path.suffix.lower()}"
    return "" if path.is_file() else "is not a file; expected a file"
