"""A prefix range finds the same words as looking at each."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roles.models import Word
from roles.queries.prefix import prefix_range

WORDS = [
    "a",
    "ab",
    "abc",
    "abd",
    "ac",
    "b",
    "zebra",
    "zz",
    "c++",
    "c#",
    "ärzte",
    "arzt",
    "5g",
    "数据",
    "\ud7ff",
    "\U0010ffff",
]


@pytest.mark.usefixtures("empty_catalogue")
@settings(suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.sampled_from(WORDS) | st.text(st.sampled_from("abcz+#ä5数\ud7ff\U0010ffff"), min_size=1, max_size=3)
)
def test_a_range_finds_what_begins_with_the_text(text: str) -> None:
    Word.objects.bulk_create([Word(text=word, stem=word) for word in WORDS], ignore_conflicts=True)
    found = Word.objects.filter(prefix_range("text", text)).values_list("text", flat=True)
    assert sorted(found) == sorted(word for word in WORDS if word.startswith(text))
