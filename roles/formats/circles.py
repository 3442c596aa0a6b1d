"""Circles: roles that replace each other, and entries of a classification that are each other's parents."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from roles.documents.errors import Fault

Key = str | tuple[str, str]


@dataclass
class Circles:
    """Collects what leads from one thing to the next, each thing to one other, and finds the circles.

    ``words`` begins the message. Only a thing of the files has a ``fault``.
    """

    words: str
    _next: dict[Key, Key] = field(default_factory=dict)
    _faults: dict[Key, Callable[[str], Fault]] = field(default_factory=dict)

    def add(self, one: Key, following: Key | None, fault: Callable[[str], Fault] | None = None) -> None:
        """Note that one thing leads to another, or to none; ``fault`` makes a fault there of a message."""
        if following is None:
            self._next.pop(one, None)
            return
        self._next[one] = following
        if fault:
            self._faults[one] = fault

    def faults(self) -> Iterator[Fault]:
        """Yield one fault for each circle, at its first thing in the files."""
        finished: set[Key] = set()
        for start in self._faults:
            path: dict[Key, None] = {}  # ordered
            at: Key | None = start
            while at is not None and at not in path and at not in finished:
                path[at] = None
                at = self._next.get(at)
            finished |= path.keys()
            if at in path:
                steps = list(path)
                circle = steps[steps.index(at) :]
                yield from self._fault_of(circle)

    def _fault_of(self, circle: list[Key]) -> Iterator[Fault]:
        first = next((at for at, key in enumerate(circle) if key in self._faults), None)
        if first is not None:  # otherwise the circle is not in the files
            turned = circle[first:] + circle[: first + 1]
            steps = " → ".join(key if isinstance(key, str) else key[1] for key in turned)
            yield self._faults[circle[first]](f"{self.words}: {steps}; expected an end")
