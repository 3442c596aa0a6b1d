"""Read data as a form; what remains of data with faults is read too, so that one load finds the faults of all files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from roles.documents.errors import AsWritten, Location, faults_of
from roles.documents.role import Schema

_S = TypeVar("_S", bound=Schema)


@dataclass(frozen=True)
class Reading(Generic[_S]):
    """Data that were read.

    ``form`` is their valid part, None when leaving out entries of lists does not make the rest valid. ``kept`` has,
    for each list of the form, the positions that its entries have in the data; it is empty when nothing was left out.
    """

    form: _S | None
    faults: list[tuple[Location, str]] = field(default_factory=list)
    kept: Mapping[Location, list[int]] = field(default_factory=dict)


def read_data(schema: type[_S], data: Any, as_written: AsWritten = lambda location: None) -> Reading[_S]:
    """Read plain data; an entry of a list that has a fault is left out, and the rest is validated again."""
    found: list[tuple[Location, str]] = []
    left_out: set[Location] = set()
    kept: dict[Location, list[int]] = {}
    rest = data
    while True:
        try:
            return Reading(schema.from_data(rest), found, kept)
        except ValidationError as error:
            at: AsWritten = lambda location, kept=kept: as_written(original(location, kept))  # type: ignore[misc]  # noqa: E731
            faults = [(original(location, kept), message) for location, message in faults_of(error, at)]
        found += [fault for fault in faults if fault not in found]
        smallest = {_entry(location) for location, _ in faults}
        if () in smallest or smallest <= left_out:
            return Reading(None, found)
        left_out |= smallest
        kept = {}
        rest = _without(data, left_out, (), (), kept)


def original(location: Location, kept: Mapping[Location, list[int]]) -> Location:
    """Return the location in the data of a location in the form that was read from them."""
    found: list[str | int] = []
    for depth, step in enumerate(location):
        positions = kept.get(location[:depth])
        found.append(positions[step] if positions and isinstance(step, int) else step)
    return tuple(found)


def _entry(location: Location) -> Location:
    """The smallest entry of a list, or of the level guide, that contains a location; () when there is none."""
    if location[:1] == ("guide",):
        return location[:2]
    last = max((depth for depth, step in enumerate(location) if isinstance(step, int)), default=-1)
    return location[: last + 1]


def _without(
    data: Any, left_out: set[Location], at: Location, new: Location, kept: dict[Location, list[int]]
) -> Any:
    """Copy the data without some entries; ``at`` and ``new`` are the locations of the data and of the copy."""
    if isinstance(data, list):
        kept[new] = [i for i in range(len(data)) if (*at, i) not in left_out]
        return [_without(data[i], left_out, (*at, i), (*new, n), kept) for n, i in enumerate(kept[new])]
    if isinstance(data, dict):
        return {
            key: _without(value, left_out, (*at, key), (*new, key), kept)
            for key, value in data.items()
            if (*at, key) not in left_out
        }
    return data
