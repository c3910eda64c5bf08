"""The style guide: every component in every state, by day and by night."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

COLOURS = (
    "paper", "sunk", "raised", "ink", "soft", "line", "edge", "accent", "accent-deep", "ok", "warn", "danger", "info",
)  # fmt: skip


def section_names() -> dict[str, str]:
    """The headings of the style guide in the reader's language."""
    return {
        "ring": _("Ring"),
        "colour": _("Colour"),
        "type": _("Typography"),
        "icons": _("Icons"),
        "buttons": _("Links and buttons"),
        "forms": _("Forms"),
        "states": _("States and badges"),
        "messages": _("Messages"),
        "cards": _("Cards"),
        "tables": _("Tables"),
        "way": _("Finding the way"),
        "progress": _("Progress"),
        "lists": _("Lists"),
        "empty": _("Empty state"),
        "dates": _("Dates and facts"),
        "reading": _("Reading"),
    }


def icon_names() -> list[str]:
    """Every line drawing there is."""
    folder = Path(settings.BASE_DIR) / "templates" / "components" / "icons"
    return sorted(path.stem for path in folder.glob("*.html"))


def states() -> list[dict[str, str]]:
    """All states with an example of their word."""
    words = {
        "source": _("source"),
        "current": _("up to date"),
        "draft": _("draft"),
        "stale": _("stale"),
        "missing": _("missing"),
        "done": _("done"),
        "now": _("now"),
        "open": _("open"),
        "wait": _("waits for mentor"),
        "locked": _("opens on 21 November"),
        "no": _("refused"),
    }
    return [{"kind": kind, "label": label} for kind, label in words.items()]


def languages() -> list[dict]:
    """The language switch with one language in which the page does not exist."""
    names = (("en", "English"), ("hu", "Magyar"), ("de", "Deutsch"), ("nl", "Nederlands"))
    return [
        {"code": code, "name": name, "url": "#", "current": code == "en", "translated": code != "nl"}
        for code, name in names
    ]


class ExampleForm(forms.Form):
    """A form with every kind of field; the styles of day and night need ids of their own."""

    team = forms.CharField()
    email = forms.EmailField()
    country = forms.ChoiceField()
    question = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    film = forms.FileField(required=False)
    part = forms.ChoiceField(widget=forms.RadioSelect)
    reads = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    agree = forms.BooleanField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._name_fields()
        choices = {
            "country": [("AT", _("Austria")), ("HU", _("Hungary")), ("MT", _("Malta"))],
            "part": [("team", _("With my team")), ("alone", _("On my own"))],
            "reads": [(entry["code"], entry["name"]) for entry in languages()],
        }
        for name, options in choices.items():
            setattr(self.fields[name], "choices", options)  # noqa: B010 - the type of a field by name is unknown

    def _name_fields(self):
        labels = {
            "team": _("Name of the team"),
            "email": _("E-mail"),
            "country": _("Country"),
            "question": _("What do you want to find out?"),
            "film": _("File"),
            "part": _("How do you take part?"),
            "reads": _("Languages you read"),
            "agree": _("Send me the news of the project"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["team"].help_text = _("As you want to see it in the course, for example Logistics, Zwolle")
        self.fields["film"].help_text = _("At most %(size)s. Any kind of file.") % {"size": "5 GB"}
        self.fields["reads"].error_messages["required"] = _("Choose at least one language")
        self.fields["email"].error_messages["invalid"] = _("Enter an e-mail address in the form name@school.nl")


def _path() -> list[dict[str, str]]:
    titles = (_("Home"), _("About this site"), _("Style guide"))
    return [{"title": title, "url": "#s-way"} for title in titles]


def _kinds() -> list[dict]:
    kinds = ((_("All"), 5), (_("Public"), 3), (_("Course"), 1))
    return [{"name": name, "url": "#s-way", "count": count, "current": count == 5} for name, count in kinds]


def _parts() -> list[dict[str, str]]:
    texts = (
        (_("Design"), _("The second draft, with the questions of the driver from the company.")),
        (_("Notes"), _("What three observers wrote down.")),
        (_("Revised lesson"), _("What the team changed, and why.")),
    )
    return [{"title": title, "text": text} for title, text in texts]


def _stages() -> list[dict[str, str]]:
    return [
        {"label": _("Draft"), "state": "done"},
        {"label": _("Review"), "state": "done"},
        {"label": _("Sign-off"), "state": "now", "note": _("until 4 November")},
        {"label": _("Approved")},
        {"label": _("Published")},
    ]


def _work() -> list[dict]:
    minutes = {"title": _("Minutes of the fourth meeting"), "text": _("Sent for approval on 20 October.")}
    toolkit = {"title": _("Storyboard and toolkit, version 0.9"), "text": _("Five of eight partners have signed.")}
    guide = {"title": _("Guide for facilitators, version 0.4"), "text": _("38 pages, about an hour and a half.")}
    started = {"kind": "now", "label": _("begun, 6 comments")}
    return [
        minutes | {"date": "31.10.", "iso": "2022-10-31", "when": _("3 days late"), "tone": "late", "label": _("Read")},
        toolkit | {"date": "04.11.", "iso": "2022-11-04", "when": _("tomorrow"), "tone": "soon", "label": _("Decide")},
        guide | {"date": "09.11.", "iso": "2022-11-09", "when": _("in 6 days"), "state": started},
    ]


def examples() -> dict:
    """Contents for the components that show lists."""
    return {
        "example_path": _path(),
        "example_kinds": _kinds(),
        "example_parts": _parts(),
        "example_stages": _stages(),
        "example_work": [{"url": "#s-lists"} | item for item in _work()],
        "example_facts": [
            {"term": _("Version"), "value": "1.2"},
            {"term": _("For"), "value": _("teacher educators, school leaders")},
        ],
        "example_date": {
            "month": _("November 2022"),
            "weekday": _("Thursday"),
            "weekdays": _("Thu and Fri"),
            "moment": datetime(2022, 11, 23, 20, 30, tzinfo=UTC),
        },
    }


def _form(theme: str) -> ExampleForm:
    data = {"team": "Logistics, Zwolle", "email": "marieke.school.nl", "country": "AT", "part": "team"}
    return ExampleForm(
        {f"{theme}-{name}": value for name, value in data.items()}, prefix=theme, use_required_attribute=False
    )


def _patch(theme: str) -> SimpleNamespace:
    return SimpleNamespace(
        theme=theme,
        name=_("By day") if theme == "light" else _("By night"),
        form=_form(theme),
    )


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, light and dark side by side."""
    names = section_names()
    context = {
        "sections": [{"id": key, "name": names[key], "template": f"portal/styleguide/{key}.html"} for key in names],
        "patches": [_patch("light"), _patch("dark")],
        "colours": COLOURS,
        "icons": icon_names(),
        "states": states(),
        "switch": languages(),
        "ideas": (1, 2, 3, 4, 5),
        "sizes": (5, 6, 6, 5, 5),
        **examples(),
        "page_of_many": Paginator(range(90), 10).page(2),
        "robots": "noindex",
    }
    return render(request, "portal/styleguide/index.html", context)
