"""What an archive holds of each kind of thing, and under which names things know each other."""

from typing import Any

from django.db import models
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from courses.models import CourseIntensity, CoursePage, H5PActivity, ModulePage, Source, Term, UnitPage, Video
from portal.core.models import BigIdea

FORMAT, VERSION = "ls4vet-course", 1
PAGES: dict[str, Any] = {"course": CoursePage, "module": ModulePage, "unit": UnitPage}
TRANSLATED: dict[str, Any] = {"term": Term, "video": Video}
OF_A_PAGE = ("title", "slug", "seo_title", "search_description", "show_in_menus")
OF_A_PICTURE = ("title", "description_en", "description_hu", "description_de", "description_nl", "credit")
OF_A_DOCUMENT = ("title", "language")
OF_AN_ACTIVITY = ("access", "licence", "authors")


def fields_of(model: Any) -> list[models.Field]:
    """The fields that are content: not what places a row in this site's tables."""
    inner = {"id", "translation_key", "locale", "page_ptr"}
    own = [field for field in model._meta.local_concrete_fields if field.name not in inner]
    shared = [model._meta.get_field(name) for name in OF_A_PAGE] if issubclass(model, Page) else []
    return [*shared, *own]


def rule_fields() -> list[models.Field]:
    """What an intensity asks."""
    return [field for field in CourseIntensity._meta.concrete_fields if field.name not in ("id", "course")]


def model_of(field: Any) -> type[models.Model]:
    """What a relation leads to."""
    return field.related_model


def models_of_kinds() -> dict[str, Any]:
    """The model behind each name of a kind; any page is a "page"."""
    return {
        "picture": get_image_model(),
        "document": get_document_model(),
        "activity": H5PActivity,
        "source": Source,
        "idea": BigIdea,
        **TRANSLATED,
    }


def kind_of(model: type[models.Model]) -> str:
    """What a model is called in archives; "" for one that has no place there."""
    if issubclass(model, Page):
        return "page"
    return next((kind for kind, known in models_of_kinds().items() if known is model), "")
