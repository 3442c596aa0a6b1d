"""All rules, in the order in which reports show them."""

from roles.documents.role import SAME_TITLE
from roles.quality.aliases import alias_collides
from roles.quality.duplicates import idea_in_many_kinds, near_duplicate, same_in_two_kinds, same_title
from roles.quality.findings import Rule, Severity
from roles.quality.leadership import leadership_above_level
from roles.quality.level_words import (
    alias_of_another_level,
    approved_alias_of_another_level,
    title_of_another_level,
)
from roles.quality.mappings import mapping_too_coarse
from roles.quality.prose import near_summary, same_prose
from roles.quality.sections import missing_section, unusual_count
from roles.quality.spelling import american_spelling, spelled_otherwise
from roles.quality.wording import banned_phrase, stop_after_label, text_too_long
from roles.quality.years import years_outside_level

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

RULES: tuple[Rule, ...] = (
    Rule(
        "missing-section",
        _ERROR,
        "A page without a part of its story, its outputs, a kind of component or a mapping is not finished.",
        missing_section,
    ),
    Rule(
        "years-outside-level",
        _ERROR,
        "A qualification asks for the years that its level has, or the role stands on the wrong level.",
        years_outside_level,
    ),
    Rule(
        "leadership-above-level",
        _ERROR,
        "A component leads, mentors or manages only where the guide says so of the level.",
        leadership_above_level,
    ),
    Rule(
        SAME_TITLE,
        _ERROR,
        "A title means one role; where an organisation has it on two grades, it never resolves with confidence.",
        same_title,
    ),
    Rule(
        "title-of-another-level",
        _ERROR,
        "A role's own title states its level or none.",
        title_of_another_level,
    ),
    Rule(
        "approved-alias-of-another-level",
        _ERROR,
        "An approved title that states a level states its role's, or it sends people to the wrong page.",
        approved_alias_of_another_level,
    ),
    Rule(
        "alias-of-another-level",
        _WARNING,
        "An undecided title of a confidence above 0.50 that states another level is less sure than it says.",
        alias_of_another_level,
    ),
    Rule(
        "alias-collides",
        _ERROR,
        "An approved title means one role: no other has it approved, or as its own title.",
        alias_collides,
    ),
    Rule(
        "same-in-two-kinds",
        _ERROR,
        "One idea has one place: the same label under two kinds counts it twice.",
        same_in_two_kinds,
    ),
    Rule(
        "idea-in-many-kinds",
        _ERROR,
        "One idea has one place: a word such as Mentoring does not recur in three kinds of a role or more.",
        idea_in_many_kinds,
    ),
    Rule(
        "near-duplicate",
        _WARNING,
        "Two labels of a role that are nearly the same are one component in two wordings.",
        near_duplicate,
    ),
    Rule(
        "spelled-otherwise",
        _ERROR,
        "A component is spelled the same in every role, or the catalogue takes it for two.",
        spelled_otherwise,
    ),
    Rule(
        "same-prose",
        _ERROR,
        "Each role has a tagline, summary and story of its own, because each level is other work.",
        same_prose,
    ),
    Rule(
        "near-summary",
        _WARNING,
        "Two summaries of a function that differ in a word or two do not tell their levels apart.",
        near_summary,
    ),
    Rule(
        "banned-phrase",
        _ERROR,
        "Buzzwords say nothing, and some words leave somebody out.",
        banned_phrase,
    ),
    Rule(
        "american-spelling",
        _WARNING,
        "The catalogue's own texts are in British English throughout; titles are as the market spells them.",
        american_spelling,
    ),
    Rule(
        "text-too-long",
        _WARNING,
        "A text keeps to the length that a card, a table row or one breath holds.",
        text_too_long,
    ),
    Rule(
        "stop-after-label",
        _WARNING,
        "Labels and outputs are entries of lists and end without a full stop.",
        stop_after_label,
    ),
    Rule(
        "unusual-count",
        _WARNING,
        "A role with far fewer or more components, aliases, outputs or steps than others compares badly with them.",
        unusual_count,
    ),
    Rule(
        "mapping-too-coarse",
        _WARNING,
        "A major or minor group holds too many occupations to compare pay or openings by.",
        mapping_too_coarse,
    ),
)
