"""URL converters: a malformed code never reaches a view. Any case matches; views redirect to the capitals."""

import re

from roles.domain import codes
from roles.domain.choices import Kind


def _either_case(pattern: str) -> str:
    return re.sub(r"A-Z", "A-Za-z", pattern).replace("SPME", "SPMEspme")


class RoleCodeConverter:
    """``AIMLAM.GEN.P3``, in any case."""

    regex = _either_case(codes.ROLE)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FunctionCodeConverter(RoleCodeConverter):
    """``AIMLAM``."""

    regex = _either_case(codes.FUNCTION)


class FocusCodeConverter(RoleCodeConverter):
    """``GEN``."""

    regex = _either_case(codes.FOCUS)


class LevelCodeConverter(RoleCodeConverter):
    """``P3``."""

    regex = _either_case(codes.LEVEL)


class TokenConverter(RoleCodeConverter):
    """The token of a receipt or of a list in work, which no one can guess."""

    regex = "[A-Za-z0-9_-]{16,32}"


class KindConverter(RoleCodeConverter):
    """A kind of component, such as ``skill``."""

    regex = "|".join(Kind)
