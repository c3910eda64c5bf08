"""What the foundation adds to Wagtail."""

from wagtail import hooks

from portal.core.rich_text import ReaderPageLinkHandler


@hooks.register("register_rich_text_features", order=10)
def link_in_the_readers_language(features) -> None:
    """Page links of rich text lead to the reader's language, with one query a page."""
    features.register_link_type(ReaderPageLinkHandler)
