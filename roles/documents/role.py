"""The document of a role: the one form in which fixtures, dumps and comparisons have it, validated here alone.

``RoleDocument.from_data(data).as_data() == data`` for every valid document in canonical form. Unknown keys are
refused, so that a misspelt key is a fault and not a silent loss.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from roles.documents.types import (
    Code,
    Confidence,
    Currency,
    EntryCode,
    Label,
    Line,
    Money,
    Name,
    OptionalProse,
    Prose,
    RuleName,
    Scope,
    Title,
)
from roles.domain import classifications, codes
from roles.domain.choices import (
    AliasOrigin,
    AliasState,
    AliasType,
    Commonness,
    ComponentOrigin,
    Kind,
    MappingSource,
    PayPeriod,
    Relation,
    ReviewState,
    Status,
)
from roles.domain.titles import normalise


def _repeats(message: str, texts: Iterable[str], key: Callable[[str], str] = str) -> list[str]:
    """A message about every text, as written, whose key another one before has."""
    seen: set[str] = set()
    found = []
    for text in texts:
        if (same := key(text)) in seen:
            found.append(message.format(text))
        seen.add(same)
    return found


def _refuse(messages: list[str]) -> None:
    """Raise ValueError with the messages, if there are any."""
    if messages:
        raise ValueError("; ".join(messages))


class Schema(BaseModel):
    """A part of a document: frozen, and without unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def from_data(cls, data: Any) -> Self:
        """Validate plain data of YAML or JSON; raises pydantic's ValidationError with every fault."""
        return cls.model_validate(data)

    def as_data(self) -> dict[str, Any]:
        """Return the plain mapping in canonical order; numbers are Decimal and times datetime."""
        return self.model_dump()


class SparseSchema(Schema):
    """A schema that writes the keys in ``unless_empty`` only when they are set."""

    unless_empty: ClassVar[frozenset[str]] = frozenset()

    @model_serializer(mode="wrap")
    def _without_empty(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {key: value for key, value in dump(self).items() if value or key not in self.unless_empty}


class Problem(Schema):
    """The problem that a role solves, external and internal, and why it matters."""

    external: OptionalProse = ""
    internal: OptionalProse = ""
    why: OptionalProse = ""


class Story(Schema):
    """The narrative of a role, apart from its facts."""

    who: OptionalProse = ""
    problem: Problem = Problem()
    plan: tuple[Prose, ...] = Field(default=(), max_length=12)
    stakes: OptionalProse = ""
    success: OptionalProse = ""


class RoleSchema(SparseSchema):
    """The fields of the role itself; ``documents.fields`` declares what follows them."""

    unless_empty = frozenset({"replaced_by"})

    code: Code
    title: Title
    tagline: Line
    summary: Prose
    story: Story = Story()
    core_outputs: tuple[Line, ...] = Field(default=(), max_length=12)
    confidence: Confidence
    status: Status = Status.DRAFT
    scope: Scope = codes.GLOBAL_SCOPE
    version: Annotated[int, Field(ge=1, le=9999, strict=True)] = 1
    replaced_by: Code | None = None

    @model_validator(mode="after")
    def _replacement_is_another_retired_roles(self) -> Self:
        if self.replaced_by and self.status is not Status.RETIRED:
            raise ValueError("only a retired role is replaced by another; expected status: retired")
        if self.replaced_by == self.code:
            raise ValueError("a role cannot be replaced by itself; expected another role's code")
        return self


class ComponentSchema(Schema):
    """A component of a role."""

    label: Label
    commonness: Commonness = Commonness.COMMON
    origin: ComponentOrigin = ComponentOrigin.LEVEL


class ComponentsSchema(Schema):
    """The components of a role by kind, each kind in the role's own order."""

    responsibility: tuple[ComponentSchema, ...] = ()
    task: tuple[ComponentSchema, ...] = ()
    skill: tuple[ComponentSchema, ...] = ()
    knowledge: tuple[ComponentSchema, ...] = ()
    competency: tuple[ComponentSchema, ...] = ()
    qualification: tuple[ComponentSchema, ...] = ()

    def of(self, kind: Kind) -> tuple[ComponentSchema, ...]:
        """Return the components of one kind."""
        return getattr(self, kind.value)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for kind in Kind:
            message = f"the {kind.value} “{{}}” stands twice; expected each component once"
            _refuse(_repeats(message, (component.label for component in self.of(kind)), normalise))
        return self


class Decided(SparseSchema):
    """Who decided on an alias or mapping, and when; both or neither."""

    unless_empty = frozenset({"decided_by", "decided_at"})

    decided_by: Name = ""
    decided_at: datetime | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if bool(self.decided_by) != bool(self.decided_at):
            raise ValueError("a decision names both decided_by and decided_at, or neither")
        if self.decided_at and self.decided_at.tzinfo is None:
            raise ValueError("expected decided_at with its time zone, as in 2026-11-23T09:30:00+00:00")
        return self


class AliasSchema(Decided):
    """A title that people use for the role."""

    text: Title
    type: AliasType = AliasType.COMMON
    confidence: Confidence
    state: AliasState = AliasState.PENDING
    scope: Scope = codes.GLOBAL_SCOPE
    origin: AliasOrigin = AliasOrigin.IMPORTED


class MappingSchema(Decided):
    """A mapping of the role to an entry of a classification."""

    classification: Literal["SOC2018", "ONETSOC2019", "ISCO08", "ESCO"]
    code: EntryCode
    relation: Relation
    source: MappingSource
    confidence: Confidence
    review: ReviewState = ReviewState.NEEDS_REVIEW

    @model_validator(mode="after")
    def _code_is_possible(self) -> Self:
        if not classifications.is_code(self.classification, self.code):
            raise ValueError(
                f"“{self.code}” cannot be a code of {classifications.NAMES[self.classification]}; "
                f"expected the form of {_EXAMPLES[self.classification]}"
            )
        return self


_EXAMPLES = {"SOC2018": "15-2051", "ONETSOC2019": "15-2051.00", "ISCO08": "2511", "ESCO": "2511.4"}


class PaySchema(Schema):
    """Market pay for the role with its basis (source and method)."""

    currency: Currency
    region: Line
    period: PayPeriod = PayPeriod.YEAR
    year: Annotated[int, Field(ge=1990, le=2100, strict=True)]
    p10: Money | None = None
    p25: Money | None = None
    median: Money
    p75: Money | None = None
    p90: Money | None = None
    source: Line
    method: Line

    @model_validator(mode="after")
    def _percentiles_rise(self) -> Self:
        given = [x for x in (self.p10, self.p25, self.median, self.p75, self.p90) if x is not None]
        if given != sorted(given):
            raise ValueError("the percentiles fall somewhere; expected p10 <= p25 <= median <= p75 <= p90")
        return self


SAME_TITLE = "same-title"
"""The rule that roles differ in title, which ``check_catalogue`` and loading both apply."""


class AcceptanceSchema(SparseSchema):
    """A finding of ``check_catalogue`` that is accepted, and why; without a place, every finding of the rule."""

    unless_empty = frozenset({"place"})

    rule: RuleName
    place: Line | None = None
    reason: Line

    def covers(self, where: str) -> bool:
        """Whether the place is that of a finding or contains it: ``components`` contains ``components.skill[0]``."""
        return not self.place or where == self.place or where.startswith((f"{self.place}.", f"{self.place}["))


class RoleDocument(SparseSchema):
    """One role, whole."""

    unless_empty = frozenset({"accepted"})

    role: RoleSchema
    components: ComponentsSchema = ComponentsSchema()
    aliases: tuple[AliasSchema, ...] = ()
    mappings: tuple[MappingSchema, ...] = ()
    pay: tuple[PaySchema, ...] = ()
    accepted: tuple[AcceptanceSchema, ...] = ()

    @property
    def code(self) -> str:
        return self.role.code

    def accepts(self, rule: str, place: str) -> bool:
        """Whether the findings of a rule at a place, as ``role.title``, are accepted."""
        return any(a.rule == rule and a.covers(place) for a in self.accepted)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        entries = (f"{m.classification} {m.code}" for m in self.mappings)
        pay = (f"{p.region} {p.year} per {p.period} in {p.currency}" for p in self.pay)
        accepted = (f"{a.rule} at {a.place or 'every place'}" for a in self.accepted)
        _refuse(
            [
                *_repeats(
                    "the alias “{}” stands twice; expected each title once",
                    (alias.text for alias in self.aliases),
                    normalise,
                ),
                *_repeats("the mapping to {} stands twice; expected each entry once", entries),
                *_repeats("pay for {} stands twice; expected it once", pay),
                *_repeats("the acceptance of {} stands twice; expected it once", accepted),
            ]
        )
        return self
