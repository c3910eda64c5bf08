"""A demo with a mistake is refused, and nothing of it is stored."""

import pytest
from wagtail.models import Page, Site

from portal.accounts.models import Organisation
from portal.core.models import BigIdea, FundingText, PortalImage, SeedRecord
from portal.core.seeding import SeedError
from portal.demo.loader import load
from portal.models import NewsCategory, ResultFile
from tests.factories import LANGUAGES
from tests.factories.demo import change, write_demo


def state():
    """How much there is of everything."""
    models = (Page, Site, Organisation, BigIdea, FundingText, PortalImage, ResultFile, SeedRecord, NewsCategory)
    return {model.__name__: model.objects.count() for model in models}


SPOILED = {
    "a missing language": lambda root: (root / "content/nl/about.md").unlink(),
    "a broken link": lambda root: change(root, "content/de/about.md", "page:about", "page:nowhere"),
    "an open block": lambda root: change(root, "content/hu/news-first.md", "Short", "::: note\nShort"),
    "other blocks": lambda root: change(root, "content/de/about.md", "- two DE\n", ""),
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_spoiled_demo_is_refused_and_nothing_is_stored(db, tmp_path, how):
    SPOILED[how](write_demo(tmp_path))
    before = state()
    with pytest.raises(SeedError) as refused:
        load(root=tmp_path)
    assert all(problem.startswith("content/") for problem in refused.value.problems)
    assert state() == before


def spoil_type(root):
    change(root, "tree/10-all.yaml", "type: EventPage", "type: EvnetPage")


def spoil_image(root):
    change(root, "tree/10-all.yaml", "image: triangle", "image: square")


def spoil_front_matter(root):
    for language in LANGUAGES:
        change(root, f"content/{language}/about.md", "lead:", "laed: x\nlead:")


def spoil_diagram(root):
    for language in LANGUAGES:
        change(root, f"content/{language}/about.md", "::: diagram cycle", "::: diagram bicycle")


@pytest.mark.parametrize(
    ("spoil", "named"),
    [(spoil_type, "EvnetPage"), (spoil_image, "square"), (spoil_front_matter, "laed"), (spoil_diagram, "bicycle")],
)
def test_unknown_names_are_refused_by_name(db, tmp_path, spoil, named):
    spoil(write_demo(tmp_path))
    before = state()
    with pytest.raises(SeedError) as refused:
        load(root=tmp_path)
    assert any(named in problem for problem in refused.value.problems)
    assert state() == before
