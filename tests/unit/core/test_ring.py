"""The ring is drawn exactly as the design has it."""

import re

import pytest
from django.template import Context, Template, TemplateSyntaxError

from portal.core import ring
from portal.core.ring_patterns import PATTERNS, Field
from portal.core.ring_shapes import number, point, segment, stroke


def render(source: str, **context) -> str:
    return Template("{% load ring %}" + source).render(Context(context))


def test_angles_run_clockwise_from_twelve():
    assert number(*point(100, 0)) == "0-100"
    assert number(*point(100, 90)) == "100 0"
    assert number(*point(100, 180)) == "0 100"
    assert number(*point(100, 270)) == "-100 0"


@pytest.mark.parametrize(("value", "text"), [(-0.04, "0"), (4.0, "4"), (67.44, "67.4"), (-0.26, "-0.3")])
def test_numbers_are_short(value, text):
    assert stroke(value) == text


def test_segment_of_the_mark():
    assert segment(52, 98, 4.5, 67.5) == "M7.7-97.7A98 98 0 0 1 90.5-37.5L48-19.9A52 52 0 0 0 4.1-51.8Z"


@pytest.mark.parametrize(
    ("voice", "idea", "span"),
    [
        (ring.FULL, 1, (1.5, 70.5)),
        (ring.IDEA, 3, (147, 213)),
        (ring.MARK, 5, (292.5, 355.5)),
        (ring.PROGRESS, 2, (74.25, 141.75)),
    ],
)
def test_an_idea_has_its_place(voice, idea, span):
    assert voice.span(idea) == pytest.approx(span)


@pytest.mark.parametrize(
    ("idea", "paths", "first"),
    [
        (1, 34, "M3.9-63.9L5.9-97.8"),
        (2, 9, "M64.6-19.1A67.4 67.4 0 0 1 41 53.5"),
        (3, 8 * 24, "M35.4 55.9h0"),
        (4, 36, "M-54.5 71L-65.7 72.7"),
        (5, 24, "M-60.3-21.4L-74.2-32.6L-92.4-32.7"),
    ],
)
def test_patterns_of_the_full_ring(idea, paths, first):
    drawn = PATTERNS[idea].draw(ring.FULL.field(*ring.FULL.span(idea)))
    assert drawn.count("M") == paths
    assert drawn.startswith(first)


def test_lattice_is_cut_at_both_ends():
    drawn = PATTERNS[4].draw(ring.IDEA.field(*ring.IDEA.span(4)))
    assert drawn.startswith("M-52.9 56.7L-73.9 56.4M-42.3 45.3L-82.4 43.2")
    assert drawn.endswith("M-60.9-11.8L-92 13.5M-76.1-14.8L-93-2.2")


@pytest.mark.parametrize("idea", ring.IDEAS)
def test_a_pattern_stays_within_its_field(idea):
    field = Field(inner=68, outer=94, start=10, end=20, scale=0.85)
    drawn = PATTERNS[idea].draw(field)
    places = re.findall(r"[ML](-?[\d.]+) ?(-?[\d.]+)", drawn)
    radii = [(float(x) ** 2 + float(y) ** 2) ** 0.5 for x, y in places]
    assert radii
    assert min(radii) > 67.8
    assert max(radii) < 94.2


def test_states_in_order():
    assert ring.states(3, (2, 3)) == (("done", "done"), ("done", "now", "open"))
    assert ring.states(5, (2, 3)) == (("done", "done"), ("done", "done", "done"))


def test_progress_shows_every_unit():
    drawn = ring.progress(ring.states(13, (5, 6, 6, 5, 5)))
    assert drawn.count('class="ring-solid"') == 13
    assert drawn.count('class="ring-now"') == drawn.count('class="ring-pointer"') == 1
    assert drawn.count('class="ring-open"') == 13
    assert 'd="M3.7-93.9A94 94 0 0 1 23.6-91L17.1-65.8A68 68 0 0 0 2.7-67.9Z"' in drawn
    assert '<text class="ring-num" x="60.5" y="-83.3">1</text>' in drawn


def test_a_module_without_units_is_one_open_arc():
    drawn = ring.progress((("done",), (), (), (), ()))
    assert drawn.count("ring-open") == 4


def test_idea_sounds_and_the_others_whisper():
    drawn = ring.idea(3)
    assert drawn.count("ring-rest") == 4
    assert drawn.count("ring-solid") == 1
    assert drawn.endswith('<text class="ring-num ring-num--big i3" x="0" y="0">3</text>')


@pytest.mark.parametrize(("drawn", "limit"), [(ring.full(), 7000), (ring.mark(), 600), (ring.idea(4), 900)])
def test_drawings_stay_small(drawn, limit):
    assert len(drawn) < limit


def test_without_words_the_ring_is_hidden():
    assert render('{% ring "mark" %}').startswith(
        '<svg class="ring ring--mark" viewBox="-100 -100 200 200" aria-hidden="true">'
    )


def test_words_are_spoken_and_escaped():
    html = render('{% ring "full" label=label description="Five arcs" %}', label="Ideas & arcs.")
    assert 'role="img" aria-label="Ideas &amp; arcs. Five arcs"' in html


def test_the_empty_ring_has_no_numbers():
    html = render('{% ring "empty" %}')
    assert "<text" not in html
    assert html.count("ring-open") == 5


def test_progress_from_the_template():
    html = render('{% ring "progress" done=2 sizes=sizes label="2 of 5" %}', sizes=(1, 1, 1, 1, 1))
    assert html.count("ring-solid") == 2
    assert 'viewBox="-108 -108 216 216"' in html


def test_headband_is_decoration():
    html = render("{% headband %}")
    assert html.startswith('<div class="headband" aria-hidden="true">')
    assert [f"band i{idea}" in html for idea in ring.IDEAS] == [True] * 5


def test_an_unknown_variant_is_an_error():
    with pytest.raises(TemplateSyntaxError, match="no variant 'square'"):
        render('{% ring "square" %}')
