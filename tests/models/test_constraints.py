"""The database refuses what must not be, by a named constraint, and the editor is told why in a sentence.

Each case breaks one constraint. It is asked twice: of the database, past all validation, and of the model's own
validation, which is what the admin shows.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import CheckConstraint, UniqueConstraint

from roles.models import (
    Alias,
    Attempt,
    BulkDecision,
    Classification,
    ClassificationEntry,
    Component,
    CoreOutput,
    Focus,
    Function,
    Level,
    LevelGuide,
    Mapping,
    PayBenchmark,
    Posting,
    Receipt,
    Redirect,
    Revision,
    Role,
    RoleComponent,
    Superfunction,
    TitleListJob,
    Track,
    Word,
)
from roles.models.level import GUIDE_ROWS

pytestmark = pytest.mark.usefixtures("catalogue")

MODELS = [model for model in apps.get_app_config("roles").get_models() if not hasattr(model, "instance_type")]


def named_constraints() -> Iterator[tuple[type[models.Model], CheckConstraint | UniqueConstraint]]:
    """Every constraint of the catalogue's own tables (history tables have none)."""
    for model in MODELS:
        for constraint in model._meta.constraints:
            assert isinstance(constraint, CheckConstraint | UniqueConstraint)
            yield model, constraint


def role(code: str = "AIMLAM.GEN.P1") -> Role:
    return Role.objects.get(code=code)


def soc(code: str = "15-0000") -> ClassificationEntry:
    return ClassificationEntry.objects.get_by_natural_key("SOC2018", code)


def spare_role(**changes: Any) -> Role:
    """A role on a rung without one in the catalogue."""
    row = Role(
        focus=Focus.objects.get_by_natural_key("AIMLAM", "GEN"),
        level=Level.objects.get(code="S1"),
        title="Spare",
        tagline="A spare role.",
        summary="A spare role.",
        confidence=Decimal("0.70"),
    )
    row.set_coordinates()
    return changed(row, changes)


def spare_component(**changes: Any) -> Component:
    row = changed(Component(kind="skill", label="Juggling"), changes)
    row.set_keys()
    return row


def spare_alias(**changes: Any) -> Alias:
    row = changed(Alias(role=role(), text="Spare title", confidence=Decimal("0.50")), changes)
    row.clean()
    return row


def changed(row: Any, changes: dict[str, Any]) -> Any:
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def spare(model: type[models.Model], **changes: Any) -> Any:
    """A new row of the model, valid until ``changes`` break it."""
    sentence = {"definition": "A spare one."}
    builders: dict[type[models.Model], Callable[[], models.Model]] = {
        Track: lambda: Track(code="S", name="Spare"),
        Level: lambda: Level(
            track=Track.objects.get(code="P"),
            code="P9",
            name="Spare",
            min_years=1,
            max_years=2,
            grade=12,
            **dict.fromkeys(GUIDE_ROWS, "Spare"),
        ),
        LevelGuide: lambda: LevelGuide(
            function=Function.objects.get(code="AIMLAM"), level=Level.objects.get(code="S1"), scope="Spare"
        ),
        Superfunction: lambda: Superfunction(code="SPARE", name="Spare", soc_major_group=soc(), **sentence),
        Function: lambda: Function(
            superfunction=Superfunction.objects.get(code="DATA"), code="SPARE", name="Spare", **sentence
        ),
        Focus: lambda: Focus(
            function=Function.objects.get(code="AIMLAM"), code="SPARE", name="Spare", **sentence
        ),
        Role: spare_role,
        CoreOutput: lambda: CoreOutput(role=role(), position=99, text="A spare output"),
        Component: spare_component,
        RoleComponent: lambda: RoleComponent(
            role=role(),
            component=Component.objects.exclude(role_components__role=role()).earliest("pk"),
            position=99,
        ),
        Alias: spare_alias,
        Classification: lambda: Classification(code="ISCO08", name="Spare", publisher="Spare"),
        ClassificationEntry: lambda: ClassificationEntry(
            classification=Classification.objects.get(code="SOC2018"), code="19-0000", title="Spare"
        ),
        Mapping: lambda: Mapping(
            role=role(),
            entry=ClassificationEntry.objects.exclude(mappings__role=role()).earliest("pk"),
            relation="close",
            confidence=Decimal("0.50"),
        ),
        PayBenchmark: lambda: PayBenchmark(
            role=role(),
            currency="USD",
            region="US",
            year=2026,
            p10=Decimal(10),
            p25=Decimal(25),
            median=Decimal(50),
            p75=Decimal(75),
            p90=Decimal(90),
            source="A survey",
            method="As published",
        ),
        Redirect: lambda: Redirect(code="SPARE.GEN.P1", role=role()),
        Revision: lambda: Revision(pk=1),
        Word: lambda: Word(text="spare word", stem="spare"),
        Posting: lambda: Posting(
            role=role(), word=Word.objects.exclude(postings__role=role()).earliest("pk"), field=1
        ),
        Attempt: lambda: Attempt(key="spare", ends=1),
        Receipt: lambda: Receipt(revision=1, lines=[{"row": 1}]),
        BulkDecision: lambda: BulkDecision(
            user=User.objects.create_user("olaf"), model="alias", action="approve", rows=[[1, 0]]
        ),
        TitleListJob: lambda: TitleListJob(visitor="spare", asked={"name": "spare"}),
    }
    if model in (Component, Alias):
        return builders[model](**changes)
    return changed(builders[model](), changes)


def existing(model: type[models.Model], *fields: str, **changes: Any) -> Callable[[], Any]:
    """A spare row that repeats ``fields`` of a row which the catalogue has."""

    def build() -> Any:
        present = model._default_manager.earliest("pk")
        return spare(model, **{field: getattr(present, field) for field in fields}, **changes)

    return build


def broken(model: type[models.Model], **changes: Any) -> Callable[[], Any]:
    """A spare row with ``changes`` that the constraint refuses."""
    return lambda: spare(model, **changes)


def second_approval() -> Alias:
    Alias.objects.filter(pk=Alias.objects.earliest("pk").pk).update(
        text="Taken title", key="taken title", state="approved"
    )
    return spare_alias(role=role("SWENG.GEN.P1"), text="TAKEN  title", state="approved")


def replaced_draft() -> Role:
    return spare_role(replaced_by=role(), status="published")


def second_python() -> Component:
    row = spare_component(label=" PYTHON ")
    row.slug = "another-slug"  # the slug's own constraint is not the one asked here
    return row


def paid_twice() -> PayBenchmark:
    spare(PayBenchmark).save()
    return spare(PayBenchmark, source="Another survey")


NOT_A_CODE = {"lower case": "abc", "too short": "A", "a space": "AB C", "accent": "ÄBC"}

CASES: list[tuple[str, str, Callable[[], Any]]] = [
    # (constraint, what is wrong, the row)
    ("track_code_form", "no such track", broken(Track, code="X")),
    ("level_code_form", "no track", broken(Level, code="99")),
    ("level_code_form", "level nought", broken(Level, code="P0")),
    ("level_years_rise", "most below least", broken(Level, min_years=3, max_years=2)),
    ("level_grade_on_scale", "below", broken(Level, grade=0)),
    ("level_grade_on_scale", "above", broken(Level, grade=13)),
    ("level_grade_once_per_track", "P3's grade", broken(Level, grade=5)),
    ("level_guide_once_per_function", "the same level", existing(LevelGuide, "function", "level")),
    *(("superfunction_code_form", why, broken(Superfunction, code=code)) for why, code in NOT_A_CODE.items()),
    *(("function_code_form", why, broken(Function, code=code)) for why, code in NOT_A_CODE.items()),
    *(("focus_code_form", why, broken(Focus, code=code)) for why, code in NOT_A_CODE.items()),
    ("focus_code_once_per_function", "GEN again", broken(Focus, code="GEN")),
    ("role_code_form", "two parts", broken(Role, code="AIMLAM.GEN")),
    ("role_code_form", "lower case", broken(Role, code="aimlam.gen.s1")),
    ("role_once_per_focus_and_level", "P1 again", existing(Role, "focus", "level", code="AIMLAM.GEN.S9")),
    ("role_confidence_range", "above", broken(Role, confidence=Decimal("1.01"))),
    ("role_confidence_range", "below", broken(Role, confidence=Decimal("-0.01"))),
    ("role_scope_form", "a word", broken(Role, scope="Europe")),
    ("role_scope_form", "lower case", broken(Role, scope="de")),
    ("role_status_known", "not in the list", broken(Role, status="live")),
    ("role_replaced_only_when_retired", "published", replaced_draft),
    ("role_version_from_one", "nought", broken(Role, version=0)),
    ("core_output_place_once_per_role", "the same place", existing(CoreOutput, "role", "position")),
    ("component_kind_known", "not in the list", broken(Component, kind="hobby")),
    ("component_once_per_kind", "the same label", second_python),
    ("component_slug_once_per_kind", "another punctuation", broken(Component, label="Python!")),
    ("component_once_per_role", "the same component", existing(RoleComponent, "role", "component")),
    ("commonness_known", "not in the list", broken(RoleComponent, commonness="often")),
    ("component_origin_known", "not in the list", broken(RoleComponent, origin="team")),
    ("alias_once_per_role", "the same text", existing(Alias, "role", "text")),
    ("one_approved_alias_per_title_and_scope", "approved elsewhere", second_approval),
    ("alias_confidence_range", "above", broken(Alias, confidence=Decimal("1.01"))),
    ("alias_confidence_range", "below", broken(Alias, confidence=Decimal("-0.01"))),
    ("alias_scope_form", "a word", broken(Alias, scope="Europe")),
    ("alias_type_known", "not in the list", broken(Alias, type="nick")),
    ("alias_state_known", "not in the list", broken(Alias, state="open")),
    ("alias_origin_known", "not in the list", broken(Alias, origin="heaven")),
    ("classification_known", "another standard", broken(Classification, code="NOC")),
    ("entry_code_once_per_classification", "the same code", existing(ClassificationEntry, "classification", "code")),
    ("mapping_once_per_role", "the same entry", existing(Mapping, "role", "entry")),
    ("mapping_confidence_range", "above", broken(Mapping, confidence=Decimal("1.01"))),
    ("mapping_confidence_range", "below", broken(Mapping, confidence=Decimal("-0.01"))),
    ("mapping_relation_known", "not in the list", broken(Mapping, relation="equal")),
    ("mapping_source_known", "not in the list", broken(Mapping, source="hearsay")),
    ("mapping_review_known", "not in the list", broken(Mapping, review="maybe")),
    ("pay_once_per_role_region_year", "the same year", paid_twice),
    ("pay_currency_form", "lower case", broken(PayBenchmark, currency="usd")),
    ("pay_currency_form", "two letters", broken(PayBenchmark, currency="US")),
    ("pay_period_known", "not in the list", broken(PayBenchmark, period="week")),
    ("pay_percentiles_rise", "10th over 25th", broken(PayBenchmark, p10=Decimal(26))),
    ("pay_percentiles_rise", "10th over median", broken(PayBenchmark, p10=Decimal(51), p25=None)),
    ("pay_percentiles_rise", "25th over median", broken(PayBenchmark, p25=Decimal(51))),
    ("pay_percentiles_rise", "75th under median", broken(PayBenchmark, p75=Decimal(49))),
    ("pay_percentiles_rise", "90th under 75th", broken(PayBenchmark, p90=Decimal(74))),
    ("pay_percentiles_rise", "90th under median", broken(PayBenchmark, p75=None, p90=Decimal(49))),
    ("pay_percentiles_rise", "negative 10th", broken(PayBenchmark, p10=Decimal(-1))),
    ("pay_percentiles_rise", "negative median",
     broken(PayBenchmark, p10=None, p25=None, median=Decimal(-1))),
    ("posting_once_per_role", "the same word", existing(Posting, "role", "word")),
    ("redirect_code_form", "two parts", broken(Redirect, code="AIMLAM.GEN")),
    ("revision_single_row", "a second row", broken(Revision, pk=2)),
]  # fmt: skip
IDS = [f"{constraint}: {why}" for constraint, why, _ in CASES]


@pytest.mark.parametrize(("name", "build"), [(name, build) for name, _, build in CASES], ids=IDS)
def test_the_database_refuses(name: str, build: Callable[[], Any]) -> None:
    row = build()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        type(row)._default_manager.bulk_create([row])
    [constraint] = [c for c in type(row)._meta.constraints if c.name == name]
    if isinstance(constraint, UniqueConstraint) and connection.vendor == "sqlite":
        # SQLite names the columns of a unique constraint, not the constraint
        columns = [type(row)._meta.get_field(field).column for field in constraint.fields]
        told = ", ".join(f"{row._meta.db_table}.{column}" for column in columns)
    else:
        told = name
    assert told in str(refused.value)


@pytest.mark.parametrize(("name", "build"), [(name, build) for name, _, build in CASES], ids=IDS)
def test_the_editor_is_told_why(name: str, build: Callable[[], Any]) -> None:
    row = build()
    [sentence] = [c.violation_error_message for c in type(row)._meta.constraints if c.name == name]
    # a field with a list of choices refuses by itself, before the constraint has its say in full_clean()
    assert sentence in messages(row.validate_constraints) | messages(row.full_clean)


def messages(validate: Callable[[], None]) -> set[str]:
    try:
        validate()
    except ValidationError as error:
        return set(error.messages)
    return set()


@pytest.mark.parametrize(("name", "build"), [(name, build) for name, _, build in CASES], ids=IDS)
def test_full_clean_refuses(name: str, build: Callable[[], Any]) -> None:
    row = build()
    if (
        name == "role_code_form"
    ):  # a wrong code is derived anew from the role's place, and so becomes a right one
        row.full_clean()
        assert row.code == "AIMLAM.GEN.S1"
    else:
        with pytest.raises(ValidationError):
            row.full_clean()


@pytest.mark.parametrize("model", [m for m in MODELS if m not in (Track, Revision)], ids=lambda m: m.__name__)
def test_the_spare_rows_are_valid_until_they_are_broken(model: type[models.Model]) -> None:
    row = spare(model)
    row.full_clean()
    row.save()
    assert model._default_manager.filter(pk=row.pk).exists()


def test_every_constraint_has_a_case() -> None:
    assert {constraint.name for _, constraint in named_constraints()} == {name for name, _, _ in CASES}


def test_every_constraint_speaks_in_a_sentence() -> None:
    default = CheckConstraint.default_violation_error_message
    for model, constraint in named_constraints():
        sentence = str(constraint.violation_error_message)
        assert sentence != str(default), constraint.name
        assert sentence[0].isupper(), constraint.name
        assert sentence.endswith("."), constraint.name
        assert constraint.name.islower(), model
        assert constraint.name not in sentence


def test_constraints_may_be_open_where_the_domain_is() -> None:
    spare(Level, max_years=None).save()
    spare(PayBenchmark, p10=None, p25=None, p75=None, p90=None).save()
    spare(Role, scope="US-CA", confidence=Decimal("1.00")).save()
    assert Role.objects.filter(code="AIMLAM.GEN.S1", scope="US-CA").exists()


def test_one_title_may_be_approved_once_in_each_scope_and_pending_anywhere() -> None:
    second_approval().role  # noqa: B018 - the first approval stands now
    for changes in ({"state": "approved", "scope": "DE"}, {"state": "pending"}, {"state": "rejected"}):
        row = spare_alias(role=role("SWENG.GEN.P1"), text="Taken title", **changes)
        row.full_clean()
        row.save()
        row.delete()
    assert Alias.objects.approved().filter(key="taken title").count() == 1
