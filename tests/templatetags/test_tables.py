"""The frame of wide tables: a plain box, or a region with a name that the keyboard can scroll."""

from django.template import engines


def rendered(source: str, **context: object) -> str:
    return engines["django"].from_string(f"{{% load tables %}}{source}").render(context)


def test_a_frame_goes_around_its_content() -> None:
    assert rendered("{% framed %}<b>{{ x }}</b>{% endframed %}", x="<i>") == (
        '<div class="table-frame"><b>&lt;i&gt;</b></div>'
    )


def test_a_frame_with_a_label_is_a_region_that_takes_the_focus() -> None:
    html = rendered('{% framed label="Ladder of "|add:name %}{% endframed %}', name='R&D "<b>"')
    assert html == (
        '<div class="table-frame" tabindex="0" role="region"'
        ' aria-label="Ladder of R&amp;D &quot;&lt;b&gt;&quot;"></div>'
    )
