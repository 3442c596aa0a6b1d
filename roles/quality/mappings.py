"""Mappings to outside classifications: one of them is to be fine enough to compare pay or openings by."""

import re
from collections.abc import Iterator

from roles.documents.role import MappingForm
from roles.domain import classifications
from roles.domain.choices import ReviewState
from roles.quality.findings import Remark
from roles.quality.material import Material

_COARSE = re.compile(r"major group|minor group$")
"""Depths (``domain.classifications.depth``) that hold hundreds of occupations (SOC major) or dozens (SOC minor)."""


def mapping_too_coarse(material: Material) -> Iterator[Remark]:
    """Roles whose mappings, the rejected ones aside, are all to major or minor groups."""
    for document in material.documents:
        standing = [m for m in document.mappings if m.review is not ReviewState.REJECTED]
        if standing and all(_is_coarse(mapping) for mapping in standing):
            named = ", ".join(f"{m.code} ({_depth(m)})" for m in standing)
            message = f"is mapped to {named} only; expected an occupation, best a detailed one"
            yield Remark(document, ("mappings", document.mappings.index(standing[0]), "code"), message)


def _depth(mapping: MappingForm) -> str:
    return classifications.depth(mapping.classification, mapping.code)


def _is_coarse(mapping: MappingForm) -> bool:
    return bool(_COARSE.search(_depth(mapping)))
