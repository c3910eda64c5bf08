"""A new block is not a migration."""

from wagtail import blocks

from portal.core.blocks import BodyBlock
from portal.core.fields import BlocksField
from portal.core.routing import public_path


def test_migrations_see_no_blocks():
    few = BlocksField([("text", blocks.TextBlock())], blank=True)
    many = BlocksField(BodyBlock(), blank=True)
    assert few.deconstruct()[2:] == many.deconstruct()[2:] == ([[]], {"blank": True})


def test_the_body_has_the_agreed_blocks():
    assert list(BodyBlock().child_blocks) == [
        *("heading", "text", "note", "quote", "figure", "diagram", "steps", "terms", "callout"),
        *("documents", "pages", "funding"),
    ]


def test_a_tree_path_becomes_an_address_with_its_language():
    roots = {"en": "/home/", "hu": "/home-hu/"}
    assert public_path("/home-hu/hirek/egy/", roots, "hu") == "/hu/hirek/egy/"
    assert public_path("/home/", roots, "en") == "/en/"
