"""The catalogue's own YAML files, read with every fault and written in one canonical way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from roles.documents.errors import Fault, Location, faults_of, location_in_words
from roles.documents.files import (
    SCHEMAS,
    CatalogueFile,
    ClassificationsFile,
    FunctionFile,
    LevelsFile,
    TreeFile,
)
from roles.documents.role import RoleDocument, Schema
from roles.domain.choices import Choice

LARGEST_FILE = 20 * 1024 * 1024  # bytes; a function of 1,000 roles is about 10 MB
_DEEPEST = 40  # steps of nesting; a catalogue file has ten
_ONE_LINE = {"components", "aliases", "mappings", "pay", "entries", "tracks"}


class _Loader(yaml.CSafeLoader):
    """A safe loader for which a repeated key and a YAML alias are faults.

    Nesting is limited here, because libyaml's own recursion ends the process instead of raising.
    """

    _depth = 0

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise RecursionError
        super().descend_resolver(current_node, current_index)

    def ascend_resolver(self) -> None:
        self._depth -= 1
        super().ascend_resolver()

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        if node in self.constructed_objects:
            raise _fault_at(node, "YAML anchors and aliases are not used here; expected the text itself")
        try:
            return super().construct_object(node, deep)
        except (ValueError, TypeError, LookupError, AttributeError) as fault:
            # a date, number or tagged value of a form that YAML recognises, for example 2026-02-30
            raise _fault_at(node, f"“{str(node.value)[:40]}” is an impossible value ({fault})") from None

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _fault_at(key, "a key is plain text; this one is a list or mapping")
            if key.value in seen:
                raise _fault_at(key, f"the key “{key.value}” stands twice; expected it once")
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _fault_at(node: yaml.Node, problem: str) -> yaml.YAMLError:
    return yaml.constructor.ConstructorError(None, None, problem, node.start_mark)


@dataclass(frozen=True)
class ReadFile:
    """A file that was read and validated; ``text`` is kept to find the line of a fault later."""

    path: Path
    form: CatalogueFile
    text: str

    def fault(self, location: Location, message: str) -> Fault:
        """Make a fault of this file."""
        return Fault(str(self.path), line_of(self.text, location), location_in_words(location), message)

    def documents(self) -> Iterator[tuple[Location, RoleDocument]]:
        """Yield the role documents of the file, each with its location."""
        if isinstance(self.form, FunctionFile):
            for i, document in enumerate(self.form.roles):
                yield ("roles", i), document


def paths_under(paths: list[Path], *others: str) -> Iterator[Path]:
    """Yield the given files, and those of given folders that are YAML or have one of the other suffixes.

    The files of a folder are in alphabetical order.
    """
    suffixes = {".yaml", ".yml", *others}
    for path in paths:
        if path.is_dir():
            yield from sorted(
                found for found in path.rglob("*.*") if found.suffix in suffixes and found.is_file()
            )
        else:
            yield path


def read(path: Path) -> tuple[ReadFile | None, list[Fault]]:
    """Read one file; returns it without a fault, or None with all its faults."""
    name = str(path)
    try:
        if path.stat().st_size > LARGEST_FILE:
            return None, [
                Fault(name, 0, "", f"is larger than {LARGEST_FILE // 2**20} MiB; split it by function")
            ]
        text = path.read_text(encoding="utf-8")
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 - _Loader is a CSafeLoader
    except OSError as fault:
        return None, [Fault(name, 0, "", f"cannot be read ({fault.strerror}); expected a YAML file")]
    except UnicodeDecodeError:
        return None, [Fault(name, 0, "", "is not UTF-8 text; expected a YAML file in UTF-8")]
    except RecursionError:
        return None, [Fault(name, 0, "", "is nested too deeply to be a catalogue file")]
    except yaml.YAMLError as fault:
        return None, [_broken(name, text, fault)]
    return _validated(path, text, data)


def _broken(name: str, text: str, fault: yaml.YAMLError) -> Fault:
    mark = getattr(fault, "problem_mark", None)
    last = text.rstrip("\n").count("\n") + 1  # libyaml's mark of an unexpected end lies beyond it
    problem = getattr(fault, "problem", None) or str(fault).splitlines()[0]
    return Fault(name, min(mark.line + 1, last) if mark else 0, "", f"broken YAML: {problem}")


def _validated(path: Path, text: str, data: Any) -> tuple[ReadFile | None, list[Fault]]:
    keys = set(data) if isinstance(data, dict) else set()
    form = next((SCHEMAS[key] for key in SCHEMAS if key in keys), None)
    if form is None:
        expected = ", ".join(SCHEMAS)
        return None, [
            Fault(str(path), 1, "", f"is not a catalogue file; expected one of the top-level keys {expected}")
        ]
    try:
        return ReadFile(path, form.from_data(data), text), []
    except ValidationError as error:
        return None, [
            Fault(str(path), line_of(text, location), location_in_words(location), message)
            for location, message in faults_of(error)
        ]


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
