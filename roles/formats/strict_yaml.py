"""Strict YAML: repeated keys, anchors, merge keys and numbers such as ``010`` are faults."""

import re
from typing import Any

import yaml

_DEEPEST = 40  # steps of nesting; a catalogue file has ten
_INT, _FLOAT = "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"
_TIMESTAMP = "tag:yaml.org,2002:timestamp"
_NUMBER = re.compile(
    r"[-+]?(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?(e[-+]?[0-9]{1,3})?|[-+]?\.inf|\.nan", re.ASCII | re.I
)
"""YAML 1.1 also takes ``010`` for 8, ``1_000`` for 1000 and ``1:30`` for 90."""


def _is_plain_number(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.tag in (_INT, _FLOAT)


class StrictLoader(yaml.CSafeLoader):
    """A safe loader for which a repeated key and a YAML alias are faults.

    Nesting is limited here, because libyaml's own recursion ends the process instead of raising.
    """

    _depth = 0

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """One step further in; raises RecursionError where that is too deep."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise RecursionError
        super().descend_resolver(current_node, current_index)

    def ascend_resolver(self) -> None:
        """One step out."""
        self._depth -= 1
        super().ascend_resolver()

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """The value of a node; raises YAMLError at one that is an alias or impossible."""
        if node in self.constructed_objects:
            raise _fault_at(node, "YAML anchors and aliases are not used here; expected the text itself")
        shown = f"“{str(node.value)[:40]}”"
        if _is_plain_number(node) and not _NUMBER.fullmatch(node.value):
            message = f"{shown} is an impossible value as a number; expected 70000 or 0.75, or text in quotes"
            raise _fault_at(node, message)
        try:
            return super().construct_object(node, deep)
        except (ValueError, TypeError, LookupError, AttributeError) as fault:
            # a date, number or tagged value of a form that YAML recognises, for example 2026-02-30
            why = f" ({fault})" if node.tag == _TIMESTAMP and isinstance(fault, ValueError) else ""
            raise _fault_at(node, f"{shown} is an impossible value{why}") from None

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """The mapping of a node; raises YAMLError where keys are no plain text, repeated or merged."""
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _fault_at(key, "a key is plain text; this one is a list or mapping")
            if key.tag == "tag:yaml.org,2002:merge":
                raise _fault_at(key, "merge keys (<<) are not used here; expected the keys themselves")
            if key.value in seen:
                raise _fault_at(key, f"the key “{key.value}” stands twice; expected it once")
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _fault_at(node: yaml.Node, problem: str) -> yaml.YAMLError:
    return yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
