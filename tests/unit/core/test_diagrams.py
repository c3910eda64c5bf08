"""Every diagram names itself, keeps its ids apart and leaves colours to the style sheet."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from portal.core.models import BigIdea

FOLDER = Path(__file__).parents[3] / "templates" / "components" / "diagrams"
NAMES = sorted(path.stem for path in FOLDER.glob("*.html"))


@pytest.fixture(autouse=True)
def five_ideas(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ring names the ideas; here they come from no database."""
    ideas = [BigIdea(number=number, name=f"Idea {number}", statement="…") for number in range(1, 6)]
    monkeypatch.setattr("portal.templatetags.portal_ideas.all_ideas", lambda: ideas)


def render(name: str, **inputs: object) -> str:
    return render_to_string(f"components/diagrams/{name}.html", inputs)


def ids(html: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', html)


@pytest.mark.parametrize("name", NAMES)
def test_a_diagram_has_a_text_alternative(name: str) -> None:
    html = render(name)
    assert 'role="img"' in html
    labels = re.findall(r'aria-labelledby="([^"]+)"', html)
    assert labels or 'aria-label="' in html
    assert set(" ".join(labels).split()) <= set(ids(html))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "ring"])
def test_two_of_them_on_a_page_share_no_id(name: str) -> None:
    found = ids(render(name, uid="one")) + ids(render(name, uid="two"))
    assert len(found) == len(set(found))


@pytest.mark.parametrize("name", NAMES)
def test_colours_come_from_classes(name: str) -> None:
    html = render(name)
    assert not re.search(r'\s(?:style|fill|stroke)="', html)


@pytest.mark.parametrize("week", [1, 14])
def test_the_trajectory_shows_the_readers_week(week: int) -> None:
    html = render("trajectory", week=week)
    assert f"You are in week {week}." in html
    assert f'class="now from-{week} for-1"' in html
