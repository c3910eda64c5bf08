"""Events: an agenda of what comes and what was, and a page for each meeting."""

from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone as clock
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from portal.choices import EventKind, EventMode
from portal.core.blocks import BodyBlock, FilesBlock, ProgrammeBlock, SpeakersBlock
from portal.core.fields import BlocksField
from portal.core.models import BasePage
from portal.models.event_form import EventForm

SHARED = (
    "start",
    "end",
    "all_day",
    "timezone",
    "mode",
    "kind",
    "country",
    "event_languages",
    "registration_open",
    "capacity",
    "registration_closes",
)
"""Fields that are the same in every language."""


def validate_timezone(value: str) -> None:
    """Accept names of the IANA time zone database only. Raises ValidationError."""
    if value not in available_timezones():
        raise ValidationError(_("“%(value)s” is not a time zone. Write it like Europe/Malta."), params={"value": value})


class EventIndexPage(BasePage):
    """The agenda, with a calendar to subscribe to."""

    template = "portal/event_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = ["portal.EventPage"]

    class Meta:
        verbose_name = _("event list")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Upcoming and past events of the chosen kind. Raises Http404 for a kind or page that is none."""
        from portal.services import events

        context = events.index_context(self, request.GET, now=clock.now(), base_url=request.build_absolute_uri("/"))
        return {**super().get_context(request, *args, **kwargs), **context}


class EventPage(BasePage):
    """A meeting with a place, a time zone and a programme."""

    start = models.DateTimeField(_("begins"), db_index=True)
    end = models.DateTimeField(_("ends"), db_index=True)
    all_day = models.BooleanField(_("whole days"), default=False)
    timezone = models.CharField(
        _("time zone"), max_length=40, default="Europe/Budapest", validators=[validate_timezone]
    )
    mode = models.CharField(_("where"), max_length=12, choices=EventMode.choices, default=EventMode.IN_PERSON)
    kind = models.CharField(_("for whom"), max_length=12, choices=EventKind.choices, default=EventKind.PUBLIC)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    online_url = models.URLField(_("link to take part"), blank=True)
    registration_url = models.URLField(_("link to register"), blank=True)
    registration_open = models.BooleanField(
        _("register on this site"), default=False, help_text=_("Instead of a link to another site.")
    )
    capacity = models.PositiveIntegerField(
        _("seats"),
        null=True,
        blank=True,
        help_text=_("Empty: as many as come. Further people stand on a waiting list."),
    )
    registration_closes = models.DateTimeField(
        _("registration ends"), null=True, blank=True, help_text=_("Empty: when the event begins.")
    )
    hosts = models.CharField(_("hosted by"), max_length=250, blank=True)
    event_languages = models.CharField(_("languages spoken"), max_length=40, blank=True)
    body = BlocksField(BodyBlock(), blank=True, verbose_name=_("text"))
    programme = BlocksField(ProgrammeBlock(), blank=True, verbose_name=_("programme"))
    speakers = BlocksField(SpeakersBlock(), blank=True, verbose_name=_("speakers"))
    documents = BlocksField(FilesBlock(), blank=True, verbose_name=_("documents"))

    template = "portal/event_page.html"
    parent_page_types: ClassVar[list[str]] = ["portal.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = EventForm
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
                FieldRowPanel(
                    [
                        FieldPanel("all_day"),
                        FieldPanel("timezone", help_text=_("The times above are those of clocks there.")),
                    ]
                ),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("mode"), FieldPanel("kind")]),
                FieldPanel("venue"),
                FieldRowPanel([FieldPanel("city"), FieldPanel("country")]),
                FieldPanel("online_url"),
                FieldPanel("registration_url"),
                FieldPanel("hosts"),
                FieldPanel("event_languages", help_text=_("Codes with commas between them: en, hu.")),
            ],
            heading=_("Where and for whom"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("registration_open"),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("registration_closes")]),
            ],
            heading=_("Registration"),
        ),
        FieldPanel("body"),
        FieldPanel("programme"),
        FieldPanel("speakers"),
        FieldPanel("documents"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("start")]
    override_translatable_fields = [SynchronizedField(name, overridable=False) for name in SHARED] + [
        SynchronizedField("online_url"),
        SynchronizedField("registration_url"),
    ]
    search_kind = "event"

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    @property
    def search_date(self):
        """The first day, at the place of the event."""
        return self.local_start.date()

    @property
    def local_start(self) -> datetime:
        """The beginning, in the event's own time zone."""
        return self.start.astimezone(ZoneInfo(self.timezone))

    @property
    def local_end(self) -> datetime:
        """The end, in the event's own time zone."""
        return self.end.astimezone(ZoneInfo(self.timezone))

    @property
    def language_codes(self) -> list[str]:
        """The languages spoken at the event, as codes."""
        return [code.strip() for code in self.event_languages.split(",") if code.strip()]

    def clean(self) -> None:
        """An event ends after it begins. Raises ValidationError otherwise."""
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": _("The event ends before it begins.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Whether it is over, and its calendar file."""
        from portal.services import events

        return {**super().get_context(request, *args, **kwargs), **events.event_context(self, now=clock.now())}
