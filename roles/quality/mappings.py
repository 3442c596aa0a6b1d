"""Mappings to classifications: one must be detailed enough to compare pay or openings."""

import re
from collections.abc import Iterator

from roles.documents.role import MappingSchema
from roles.domain import classifications
from roles.domain.choices import ReviewState
from roles.quality.corpus import Corpus
from roles.quality.findings import Issue

_COARSE = re.compile(r"major group|minor group$")
"""Depths (``domain.classifications.depth``) of hundreds of occupations (SOC major) or dozens (SOC minor)."""


def mapping_too_coarse(corpus: Corpus) -> Iterator[Issue]:
    """Roles whose mappings, without the rejected, are all to major or minor groups."""
    for document in corpus.documents:
        kept = [m for m in document.mappings if m.review is not ReviewState.REJECTED]
        if kept and all(_is_coarse(mapping) for mapping in kept):
            named = ", ".join(f"{m.code} ({_depth(m)})" for m in kept)
            message = f"is mapped to {named} only; expected an occupation, best a detailed one"
            yield Issue(document, ("mappings", document.mappings.index(kept[0]), "code"), message)


def _depth(mapping: MappingSchema) -> str:
    return classifications.depth(mapping.classification, mapping.code)


def _is_coarse(mapping: MappingSchema) -> bool:
    return bool(_COARSE.search(_depth(mapping)))
