"""The catalogue's own YAML files, read with every fault and written in one canonical way."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import yaml

from roles.documents.errors import Fault, Location, location_in_words
from roles.documents.files import (
    SCHEMAS,
    CatalogueFile,
    ClassificationsFile,
    FunctionFile,
    LevelsFile,
    TreeFile,
)
from roles.documents.reading import original, read_data
from roles.documents.role import RoleDocument, Schema
from roles.domain.choices import Choice
from roles.formats.strict_yaml import StrictLoader

LARGEST_FILE = 20 * 1024 * 1024  # bytes; a function of 1,000 roles is about 10 MB
_ONE_LINE = {"components", "aliases", "mappings", "pay", "entries", "tracks"}


@dataclass(frozen=True)
class ReadFile:
    """A file that was read and validated; ``text`` is kept to find the line of a fault later.

    ``kept`` has the positions of what was kept of a file with faults, as in ``reading.Reading``.
    """

    path: Path
    form: CatalogueFile
    text: str
    kept: Mapping[Location, list[int]] = field(default_factory=dict)

    def fault(self, location: Location, message: str) -> Fault:
        """Make a fault of this file."""
        location = original(location, self.kept)
        return Fault(str(self.path), line_of(self.text, location), location_in_words(location), message)

    def documents(self) -> Iterator[tuple[Location, RoleDocument]]:
        """Yield the role documents of the file, each with its location."""
        if isinstance(self.form, FunctionFile):
            for i, document in enumerate(self.form.roles):
                yield ("roles", i), document


@dataclass(frozen=True)
class Attempt:
    """What could be read of a file, and all its faults.

    ``form`` is the form that the file has or seems to have, None when that is not known.
    """

    file: ReadFile | None
    faults: list[Fault]
    form: type[CatalogueFile] | None


def read(path: Path) -> tuple[ReadFile | None, list[Fault]]:
    """Read one file; returns it without a fault, or None with all its faults."""
    attempt = read_what_is_right(path)
    return (None if attempt.faults else attempt.file), attempt.faults


def read_what_is_right(path: Path) -> Attempt:
    """Read one file, and of a file with faults what can be read in spite of them."""
    name = str(path)
    text = ""
    try:
        if path.stat().st_size > LARGEST_FILE:
            message = f"is larger than {LARGEST_FILE // 2**20} MiB; split it by function"
            return Attempt(None, [Fault(name, 0, "", message)], None)
        text = path.read_text(encoding="utf-8")
        data = yaml.load(text, Loader=StrictLoader)  # noqa: S506 - it is a CSafeLoader
    except OSError as fault:
        message = f"cannot be read ({fault.strerror}); expected a YAML file"
    except UnicodeDecodeError:
        message = "is not UTF-8 text; expected a YAML file in UTF-8"
    except RecursionError:
        message = "is nested too deeply to be a catalogue file"
    except yaml.YAMLError as fault:
        return Attempt(None, [_broken(name, text, fault)], _seeming_form(text))
    else:
        return _validated(path, text, data)
    return Attempt(None, [Fault(name, 0, "", message)], _seeming_form(text))


def _seeming_form(text: str) -> type[CatalogueFile] | None:
    return next((SCHEMAS[key] for key in SCHEMAS if re.search(rf"^{key}\s*:", text, re.MULTILINE)), None)


def _broken(name: str, text: str, fault: yaml.YAMLError) -> Fault:
    mark = getattr(fault, "problem_mark", None)
    last = text.rstrip("\n").count("\n") + 1  # libyaml's mark of an unexpected end lies beyond it
    problem = getattr(fault, "problem", None) or str(fault).splitlines()[0]
    return Fault(name, min(mark.line + 1, last) if mark else 0, "", f"broken YAML: {problem}")


def _validated(path: Path, text: str, data: Any) -> Attempt:
    keys = set(data) if isinstance(data, dict) else set()
    form = next((SCHEMAS[key] for key in SCHEMAS if key in keys), None)
    if form is None:
        message = f"is not a catalogue file; expected one of the top-level keys {', '.join(SCHEMAS)}"
        return Attempt(None, [Fault(str(path), 1, "", message)], None)
    reading = read_data(form, data, partial(_as_written, text))
    faults = [
        Fault(str(path), line_of(text, location), location_in_words(location), message)
        for location, message in reading.faults
    ]
    file = ReadFile(path, reading.form, text, reading.kept) if reading.form else None
    return Attempt(file, faults, form)


def _as_written(text: str, location: Location) -> str | None:
    """Return the text of a plain value at a location."""
    node = _nodes(text)
    for step in location:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        else:
            return None
    return node.value if isinstance(node, yaml.ScalarNode) else None


def line_of(text: str, location: Location) -> int:
    """Return the line (from 1) of a location in a YAML text, or of the nearest container that exists."""
    node = _nodes(text)
    line = node.start_mark.line
    for step in location:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == step), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line, pair[1]
            continue
        else:
            break
        line = node.start_mark.line
    return line + 1


@lru_cache(maxsize=1)  # the faults of a file follow each other
def _nodes(text: str) -> Any:
    return yaml.compose(text, Loader=yaml.CSafeLoader)


class _OneLine(dict[str, Any]):
    """A mapping that is written on one line."""


class _Dumper(yaml.CSafeDumper):
    pass


_Dumper.add_representer(
    _OneLine,
    lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True),
)
_Dumper.add_representer(
    Decimal, lambda dumper, data: dumper.represent_scalar("tag:yaml.org,2002:float", f"{data:.2f}")
)
_Dumper.add_representer(tuple, lambda dumper, data: dumper.represent_list(data))
_Dumper.add_representer(
    datetime, lambda dumper, data: dumper.represent_scalar("tag:yaml.org,2002:timestamp", data.isoformat(" "))
)
_Dumper.add_multi_representer(Choice, lambda dumper, data: dumper.represent_str(data.value))


def _shaped(data: Any, one_line: bool = False) -> Any:
    """Mark the mappings that are written on one line: those in lists under the keys of _ONE_LINE."""
    if isinstance(data, dict):
        if one_line and not any(isinstance(value, dict | list | tuple) for value in data.values()):
            return _OneLine(data)
        return {key: _shaped(value, one_line or key in _ONE_LINE) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_shaped(item, one_line) for item in data]
    return data


def write(path: Path, form: Schema) -> None:
    """Write a file in canonical form: the same content is always the same bytes."""
    text = yaml.dump(
        _shaped(form.as_data()), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=116, indent=2
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def file_name(form: CatalogueFile) -> str:
    """Return the path of a file below the folder of its catalogue."""
    match form:
        case LevelsFile():
            return "levels.yaml"
        case TreeFile():
            return "tree.yaml"
        case ClassificationsFile():
            return "classifications.yaml"
        case FunctionFile():
            return f"functions/{form.function}.yaml"
