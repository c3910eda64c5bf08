"""StreamField blocks that every room may use.

They stay flat on purpose: wagtail-localize leaves a list inside two structs untranslated (STACK.md, trap 1).
Each block renders with `templates/blocks/<name>.html`.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from portal.core import links
from portal.core.choices import CalloutTone, Diagram

INLINE_FEATURES = ["bold", "italic", "link"]
TEXT_FEATURES = [*INLINE_FEATURES, "h3", "ol", "ul", "document-link"]


def inline_text(**kwargs: Any) -> blocks.RichTextBlock:
    """A few sentences with links, without headings or lists."""
    return blocks.RichTextBlock(features=INLINE_FEATURES, **kwargs)


class QuoteBlock(blocks.StructBlock):
    """Someone's words and who said them."""

    text = blocks.TextBlock(label=_("Words"))
    attribution = blocks.CharBlock(label=_("Who says so"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quote.html"


class FigureBlock(blocks.StructBlock):
    """A picture with a caption; the alt text belongs to the picture and exists in each language."""

    image = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/figure.html"


class DiagramBlock(blocks.StructBlock):
    """A drawing of the project, whose words follow the reader's language by themselves."""

    name = blocks.ChoiceBlock(choices=Diagram.choices, label=_("Diagram"), search_index=False)
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "snippet"
        label = _("Diagram")
        template = "blocks/diagram.html"


class StepBlock(blocks.StructBlock):
    """One numbered step."""

    title = blocks.CharBlock(label=_("Step"))
    text = inline_text(label=_("What happens"), required=False)


class TermBlock(blocks.StructBlock):
    """A word and its meaning."""

    term = blocks.CharBlock(label=_("Term"))
    meaning = inline_text(label=_("Meaning"))


class CalloutBlock(blocks.StructBlock):
    """A few lines that must not be missed."""

    tone = blocks.ChoiceBlock(
        choices=CalloutTone.choices, default=CalloutTone.INFO, label=_("Kind"), search_index=False
    )
    title = blocks.CharBlock(label=_("Title"), required=False)
    text = inline_text(label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Callout")
        template = "blocks/callout.html"


class DocumentItemBlock(blocks.StructBlock):
    """A file to download, with a name people understand."""

    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Name shown"), required=False)


class FundingBlock(blocks.StaticBlock):
    """The EU statement and disclaimer, taken from the funding texts in the reader's language."""

    class Meta:
        icon = "globe"
        label = _("Funding statement and disclaimer")
        admin_text = _("Shows the statement and the disclaimer of the programme period chosen in the settings.")
        template = "blocks/funding.html"


class PagesListBlock(blocks.ListBlock):
    """Pages with their leads, shown in the reader's language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(blocks.PageChooserBlock(), **kwargs)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The template gets `pages` instead of source pages."""
        ids = [page.pk for page in value if page]
        return {**super().get_context(value, parent_context=parent_context), "pages": links.pages_for_reader(ids)}

    class Meta:
        icon = "doc-full"
        label = _("Links to pages")
        template = "blocks/pages.html"


class BodyBlock(blocks.StreamBlock):
    """The body of a page: text first, and what helps to understand it."""

    heading = blocks.CharBlock(icon="title", label=_("Heading"), template="blocks/heading.html")
    text = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Text"), template="blocks/text.html")
    note = inline_text(icon="comment", label=_("Note in the margin"), template="blocks/note.html")
    quote = QuoteBlock()
    figure = FigureBlock()
    diagram = DiagramBlock()
    steps = blocks.ListBlock(StepBlock(), icon="list-ol", label=_("Steps"), template="blocks/steps.html")
    terms = blocks.ListBlock(TermBlock(), icon="list-ul", label=_("Terms"), template="blocks/terms.html")
    callout = CalloutBlock()
    documents = blocks.ListBlock(
        DocumentItemBlock(), icon="download", label=_("Files to download"), template="blocks/documents.html"
    )
    pages = PagesListBlock()
    funding = FundingBlock()

    class Meta:
        required = False


class ProgrammeItemBlock(blocks.StructBlock):
    """One point of a programme, at the local time of the place."""

    time = blocks.TimeBlock(label=_("Time"), required=False)
    title = blocks.CharBlock(label=_("What"))
    text = inline_text(label=_("Details"), required=False)

    class Meta:
        icon = "time"
        label = _("Point")


class ProgrammeBlock(blocks.StreamBlock):
    """A programme: days, and what happens when. Flat, so that every word is translated."""

    day = blocks.CharBlock(icon="date", label=_("Day"))
    item = ProgrammeItemBlock()

    class Meta:
        required = False


class SpeakerBlock(blocks.StructBlock):
    """Someone who speaks. Without consent the role is enough."""

    name = blocks.RegexBlock(regex=r"^.*$", label=_("Name"), required=False)
    role = blocks.CharBlock(label=_("Role"))
    organisation = blocks.CharBlock(label=_("Organisation"), required=False)

    class Meta:
        icon = "user"
        label = _("Speaker")


class SpeakersBlock(blocks.StreamBlock):
    """The people an event announces."""

    speaker = SpeakerBlock()

    class Meta:
        required = False


class FilesBlock(blocks.StreamBlock):
    """Files that belong to a page."""

    document = DocumentItemBlock()

    class Meta:
        required = False


class PagesBlock(blocks.StreamBlock):
    """Pages worth reading next, shown in the reader's language."""

    page = blocks.PageChooserBlock()

    class Meta:
        required = False


class FactsBlock(blocks.StreamBlock):
    """Figures with their meaning: “20–60 hours”, work in all."""

    fact = blocks.StructBlock(
        [("value", blocks.CharBlock(label=_("Figure"))), ("label", blocks.CharBlock(label=_("What it is")))],
        icon="order",
        label=_("Figure"),
    )

    class Meta:
        required = False


class ContentsBlock(blocks.StreamBlock):
    """The chapters of a publication."""

    chapter = blocks.CharBlock(icon="list-ol", label=_("Chapter"))

    class Meta:
        required = False
