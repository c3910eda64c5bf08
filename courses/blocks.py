"""What a unit and a module are made of. Blocks stay flat, so that every word reaches the translation desk.

A block's id is the same in every language: answers, completion and records hang on it (ADR 0031).
"""

from copy import copy
from functools import cached_property
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.models import TranslatableMixin
from wagtail.snippets.blocks import SnippetChooserBlock

from courses import question_checks
from courses.choices import Intensity, Need, QuestionKind, SessionKind, ShowAnswers
from portal.core import page_cache
from portal.core.blocks import (
    TEXT_FEATURES,
    CalloutBlock,
    DocumentItemBlock,
    FigureBlock,
    QuoteBlock,
    inline_text,
)


def need(default: str = Need.TRIED) -> blocks.ChoiceBlock:
    """What the part asks before its unit is done."""
    return blocks.ChoiceBlock(choices=Need.choices, default=default, label=_("For the unit"), search_index=False)


class ActivityChooserBlock(blocks.ChooserBlock):
    """One of the site's activities."""

    @cached_property
    def target_model(self) -> Any:
        """Found late: blocks are made before models are."""
        return apps.get_model("courses", "H5PActivity")

    @cached_property
    def widget(self) -> Any:
        """The chooser of the admin."""
        from courses.admin.choosers import activities

        return activities.widget_class()

    def bulk_to_python(self, values: list[int]) -> list[Any]:
        """All activities of a page with what their players need: two queries."""
        found = self.target_model.objects.with_library().prefetch_related("localisations").in_bulk(values)
        return [found.get(pk) for pk in values]

    class Meta:
        icon = "pick"


class NamedBlock(SnippetChooserBlock):
    """A record whose words belong to the page for search."""

    def get_searchable_content(self, value: Any) -> list[str]:
        """What it is called, and what it means."""
        return [str(value), *filter(None, [getattr(value, "definition", "")])] if value else []

    def bulk_to_python(self, values: list[int]) -> list[Any]:
        """All records of a page with their languages: one query in each generation."""
        wanted = set(values)
        name = f"records:{self.target_model._meta.label}:{sorted(wanted)}"
        found = page_cache.per_generation(name, lambda: self._all(wanted)) or self._fetch(wanted)
        return [copy(found[pk]) if pk in found else None for pk in values]

    def _all(self, wanted: set[int]) -> dict[int, Any] | None:
        """None, which is not kept, where one is missing: it may be on its way."""
        found = self._fetch(wanted)
        return found if wanted == found.keys() else None

    def _fetch(self, wanted: set[int]) -> dict[int, Any]:
        related = ["locale"] if issubclass(self.target_model, TranslatableMixin) else []
        return self.target_model.objects.select_related(*related).in_bulk(wanted)


class CaseBlock(blocks.StructBlock):
    """A case from a school, published or imagined; its first lines say which."""

    title = blocks.CharBlock(label=_("Title"))
    text = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Text"))

    class Meta:
        icon = "openquote"
        label = _("Case")
        template = "blocks/course/case.html"


class VideoBlock(blocks.StructBlock):
    """A film with the three questions of its viewing guide."""

    video = NamedBlock("courses.Video", label=_("Video"))
    before = blocks.CharBlock(label=_("Before"))
    during = blocks.CharBlock(label=_("While watching"))
    after = blocks.CharBlock(label=_("Afterwards"))
    need = need(Need.NOTHING)

    class Meta:
        icon = "media"
        label = _("Video")
        template = "blocks/course/video.html"


class ActivityBlock(blocks.StructBlock):
    """An H5P activity."""

    activity = ActivityChooserBlock(label=_("Activity"))
    need = need()

    class Meta:
        icon = "pick"
        label = _("Activity")
        template = "blocks/course/activity.html"


class ChoiceItemBlock(blocks.StructBlock):
    """One answer; in an order they stand as they should, in pairs `match` is the other half."""

    text = blocks.CharBlock(label=_("Answer"), max_length=400)
    match = blocks.CharBlock(label=_("Its pair"), required=False, max_length=400)
    right = blocks.BooleanBlock(label=_("Right"), required=False)
    feedback = blocks.CharBlock(
        label=_("What the learner reads after choosing it"), required=False, max_length=400, search_index=False
    )


class QuestionBlock(blocks.StructBlock):
    """A question that needs no script. Its block's id names it in every language, and so do its answers' ids."""

    kind = blocks.ChoiceBlock(choices=QuestionKind.choices, label=_("Kind"), search_index=False)
    text = inline_text(
        label=_("Question"), help_text=_("With gaps: the words asked for between asterisks; *colour/color* takes both.")
    )
    help = blocks.CharBlock(label=_("Help"), required=False)
    choices = blocks.ListBlock(
        ChoiceItemBlock(),
        label=_("Answers"),
        default=[],
        help_text=_("In an order they stand as they should. In pairs each has its other half."),
    )
    explanation = inline_text(label=_("Explanation at the end"), required=False, search_index=False)
    tries = blocks.IntegerBlock(label=_("Tries"), default=0, min_value=0, help_text=_("0: as many as wanted"))
    show = blocks.ChoiceBlock(
        choices=ShowAnswers.choices, default=ShowAnswers.EACH, label=_("Show what is right"), search_index=False
    )
    need = need()

    def clean(self, value: Any) -> Any:
        """Refuse what nobody could answer, at the field where it is mended."""
        result = super().clean(value)
        if found := question_checks.faults(result):
            raise blocks.StructBlockValidationError(
                block_errors={name: ValidationError(message) for name, message in found.items()}
            )
        return result

    def get_searchable_content(self, value: Any) -> list[str]:
        """The question, and what one chooses from: never what is right, or said about it."""
        shown = [question_checks.without_answers(value["kind"], value["text"].source)] if value["text"] else []
        if value["kind"] in question_checks.CHOSEN:
            shown += [one["text"] for one in value["choices"]]
        return [*shown, value["help"]] if value["help"] else shown

    class Meta:
        icon = "help"
        label = _("Question")
        template = "blocks/course/question.html"


class ReflectionBlock(blocks.StructBlock):
    """A question to oneself, answered in the journal."""

    text = blocks.CharBlock(label=_("Question"), max_length=400)
    help = blocks.CharBlock(label=_("What to think of"), required=False, max_length=400)
    need = need(Need.NOTHING)

    class Meta:
        icon = "edit"
        label = _("Reflection")
        template = "blocks/course/reflection.html"


class TermsBlock(blocks.ListBlock):
    """Key terms, with their meaning at a touch."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(NamedBlock("courses.Term"), **kwargs)

    class Meta:
        icon = "list-ul"
        label = _("Key terms")
        template = "blocks/course/terms.html"


class DeepenBlock(blocks.StructBlock):
    """One open source for those who want more."""

    title = blocks.CharBlock(label=_("Title"))
    language = blocks.ChoiceBlock(
        choices=settings.LANGUAGES,
        required=False,
        label=_("Language of the title, if it is another"),
        search_index=False,
    )
    text = inline_text(label=_("What one finds there, and why it is worth it"))

    class Meta:
        icon = "expand-right"
        label = _("Going deeper")
        template = "blocks/course/deepen.html"


class SourcesBlock(blocks.ListBlock):
    """The sources of a text; a code in brackets leads to its line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(NamedBlock("courses.Source"), **kwargs)

    class Meta:
        icon = "list-ol"
        label = _("Sources")
        template = "blocks/course/sources.html"


class TaskBlock(blocks.StructBlock):
    """A task to do at school. Its block's id names it in every language."""

    code = blocks.CharBlock(label=_("Short name"), max_length=12, search_index=False)
    title = blocks.CharBlock(label=_("Title"))
    hours = blocks.CharBlock(label=_("Hours"), max_length=20)
    steps = blocks.ListBlock(blocks.CharBlock(), label=_("Steps"))
    hand_in = blocks.CharBlock(label=_("To hand in"))
    criteria = blocks.ListBlock(blocks.CharBlock(), label=_("It is accepted when"))
    need = need(Need.PASSED)

    class Meta:
        icon = "tasks"
        label = _("Task at school")
        template = "blocks/course/task.html"


class PlanItemBlock(blocks.StructBlock):
    """What happens from this minute on."""

    minute = blocks.IntegerBlock(label=_("Minute"), min_value=0)
    title = blocks.CharBlock(label=_("What"), search_index=False)
    text = inline_text(label=_("How"), required=False, search_index=False)


class SessionPlanBlock(blocks.StructBlock):
    """The plan of a session in one of its forms; cohorts hold sessions by it."""

    code = blocks.CharBlock(label=_("Short name"), max_length=12, search_index=False)
    kind = blocks.ChoiceBlock(choices=SessionKind.choices, label=_("Where"), search_index=False)
    intensity = blocks.ChoiceBlock(choices=Intensity.choices, required=False, label=_("Only for"), search_index=False)
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=10)
    plan = blocks.ListBlock(PlanItemBlock(), label=pgettext_lazy("of a session", "Plan"))
    materials = blocks.ListBlock(blocks.CharBlock(search_index=False), label=_("Materials"))

    class Meta:
        icon = "time"
        label = _("Session plan")
        template = "blocks/course/session_plan.html"


class SessionPointerBlock(blocks.StructBlock):
    """A session this belongs to; learners of a cohort see its date and place."""

    code = blocks.CharBlock(label=_("Short name of the session"), max_length=12, search_index=False)
    text = inline_text(label=_("Why it matters here"), required=False)
    need = need(Need.NOTHING)

    class Meta:
        icon = "date"
        label = _("Session")
        template = "blocks/course/session_pointer.html"


class UnitBody(blocks.StreamBlock):
    """A unit: text first, and what makes one think."""

    heading = blocks.CharBlock(icon="title", label=_("Heading"), template="blocks/course/heading.html")
    text = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Text"), template="blocks/course/text.html")
    case = CaseBlock()
    video = VideoBlock()
    figure = FigureBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    activity = ActivityBlock()
    question = QuestionBlock()
    reflection = ReflectionBlock()
    task = TaskBlock()
    session = SessionPointerBlock()
    documents = blocks.ListBlock(
        DocumentItemBlock(), icon="download", label=_("Files to download"), template="blocks/documents.html"
    )
    terms = TermsBlock()
    deepen = DeepenBlock()
    sources = SourcesBlock()

    class Meta:
        required = False


class ModuleWork(blocks.StreamBlock):
    """What a module asks beyond its units."""

    task = TaskBlock()
    session = SessionPlanBlock()
    starter = blocks.CharBlock(icon="comment", label=_("Discussion starter"), template="blocks/course/starter.html")
    sources = SourcesBlock()

    class Meta:
        required = False


class GuideBody(blocks.StreamBlock):
    """For facilitators only."""

    heading = blocks.CharBlock(
        icon="title", label=_("Heading"), search_index=False, template="blocks/course/heading.html"
    )
    text = blocks.RichTextBlock(
        features=TEXT_FEATURES, label=_("Text"), search_index=False, template="blocks/course/text.html"
    )

    class Meta:
        required = False


class Outcomes(blocks.StreamBlock):
    """What learners can do at the end."""

    outcome = blocks.CharBlock(icon="tick", label=_("Outcome"))

    class Meta:
        required = False


class Scenes(blocks.StreamBlock):
    """The scenes of a film, in order: what is said in each, and for how long."""

    scene = blocks.StructBlock(
        [
            ("seconds", blocks.IntegerBlock(label=_("Seconds"), min_value=1)),
            ("text", blocks.TextBlock(label=_("What is said"))),
        ],
        icon="media",
        label=_("Scene"),
    )

    class Meta:
        required = False
