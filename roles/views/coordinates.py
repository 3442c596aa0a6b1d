"""How coordinates work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from roles.adjacent.explanation import explanation, worked_example
from roles.domain import coordinates as rule
from roles.facets import index as facet_index
from roles.forms import DistanceForm
from roles.views.public import public


@public("a", "b")
@require_safe
def coordinates(request: HttpRequest) -> HttpResponse:
    """The rule from its own constants, a worked example, and the distance of any two roles, explained."""
    asked = "a" in request.GET or "b" in request.GET
    form = DistanceForm(request.GET if asked else None)
    is_wrong = asked and not form.is_valid()
    explained = (
        explanation(form.cleaned_data["a"], form.cleaned_data["b"]) if asked and not is_wrong else None
    )
    context = {
        "form": form,
        "explained": explained,
        "example": worked_example(facet_index.current()),
        "kinships": list(rule.Kinship),
        "moves": list(rule.MoveKind),
        "rule": {
            "edition": rule.EDITION,
            "taxonomy_weight": float(rule.TAXONOMY_WEIGHT),
            "level_weight": float(rule.LEVEL_WEIGHT),
            "track_step": float(rule.TRACK_STEP),
            "grade_span": rule.GRADE_SPAN,
            "confident": float(rule.CONFIDENT_LIMIT),
            "review": float(rule.REVIEW_LIMIT),
        },
        "bands": list(rule.MatchBand),
    }
    return render(request, "roles/coordinates.html", context, status=400 if is_wrong else 200)
