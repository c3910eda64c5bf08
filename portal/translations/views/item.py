"""One thing in one language: every string, beside its source."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from portal.core.errors import DomainError
from portal.core.translatables import registry
from portal.translations import machines, strings
from portal.translations.choices import Status
from portal.translations.gathering import gathered
from portal.translations.models import DeskItem
from portal.translations.services import desk, texts
from portal.translations.views.cells import name_of
from portal.translations.views.matrix import for_the_desk

PER_PAGE = 25


@never_cache
@for_the_desk
def item(request: HttpRequest, languages: frozenset[str], pk: int, language: str) -> HttpResponse:
    """Show the strings; or do what was pressed, which also saves everything that was typed."""
    if language not in desk.languages():
        raise Http404("no such language")
    thing = get_object_or_404(DeskItem, pk=pk, active=True, kind__in=list(registry.kinds))
    if request.method == "POST":
        return _posted(request, thing, language, languages)
    return _shown(request, thing, language, languages)


def _posted(request: HttpRequest, thing: DeskItem, language: str, languages: frozenset[str]) -> HttpResponse:
    if not thing.entries.filter(language=language).exists():
        raise Http404("not on the desk")
    typed, refused, saved = _typed(request), {}, 0
    act, _colon, number = request.POST.get("act", "").partition(":")
    path = request.POST.get(f"path-{number}", "")
    with gathered():
        if language in languages:
            saved, refused = _save(request, thing, language, typed)
        try:
            if not refused:
                _act(request, thing, language, act, path, number)
        except DomainError as error:
            refused[path] = str(error)
    if saved:
        said = ngettext("%(number)s string saved.", "%(number)s strings saved.", saved)
        messages.success(request, said % {"number": saved})
    if refused:
        kept = {path: words for path, (words, _expected) in typed.items()}
        return _shown(request, thing, language, languages, typed=kept, refused=refused, status=422)
    here = reverse("translations:item", args=[thing.pk, language])
    place = f"#{strings.anchor(path)}" if path else ""
    return HttpResponseRedirect(f"{here}?{_query(request)}{place}")


def _typed(request: HttpRequest) -> dict[str, tuple[str, str]]:
    """Path to what was typed and what stood there before."""
    numbers = [name[5:] for name in request.POST if name.startswith("path-")]
    return {
        request.POST[f"path-{number}"]: (
            request.POST.get(f"text-{number}", "").replace("\x00", ""),
            request.POST.get(f"seen-{number}", "").replace("\r\n", "\n"),
        )
        for number in numbers
        if f"text-{number}" in request.POST
    }


def _save(
    request: HttpRequest, thing: DeskItem, language: str, typed: dict[str, tuple[str, str]]
) -> tuple[int, dict[str, str]]:
    saved, refused = 0, {}
    confirmed = request.POST.get("act", "").partition(":")
    for path, (words, seen) in typed.items():
        pressed = confirmed[0] == "confirm" and request.POST.get(f"path-{confirmed[2]}") == path
        if words.replace("\r\n", "\n").strip() == seen.strip() and not pressed:
            continue
        try:
            saved += texts.save(user=request.user, item=thing, language=language, path=path, words=words, expected=seen)
        except DomainError as error:
            refused[path] = str(error)
    return saved, refused


def _act(request: HttpRequest, thing: DeskItem, language: str, act: str, path: str, number: str) -> None:
    who: dict[str, Any] = {"user": request.user, "item": thing}
    if act == "review":
        texts.review(**who, language=language, path=path)
    elif act == "unreview":
        texts.take_review_back(**who, language=language, path=path)
    elif act == "comment":
        words = request.POST.get(f"comment-{number}", "")
        texts.comment(**who, language=language, path=path, words=words)
    elif act == "resolve" and number.isdecimal():
        texts.resolve(**who, comment_id=int(number))
    elif act == "begin":
        texts.begin(**who, language=language)
    elif act == "machine":
        good, bad = texts.translate_by_machine(**who, language=language)
        said = _("The machine wrote %(good)s strings; %(bad)s were not usable. Review them before they are published.")
        messages.success(request, said % {"good": good, "bad": bad})
    elif act == "publish":
        texts.publish(**who, language=language)
        messages.success(request, _("Published: readers get it now."))


def _query(request: HttpRequest) -> str:
    show = "todo" if request.GET.get("show") == "todo" else "all"
    page = request.GET.get("p", "1")
    return f"show={show}&p={page if page.isdecimal() else 1}"


def _shown(
    request: HttpRequest,
    thing: DeskItem,
    language: str,
    languages: frozenset[str],
    *,
    typed: dict[str, str] | None = None,
    refused: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    kind = registry[thing.kind]
    known = kind.thing(thing.key)
    by_hand = known is not None and kind.standing(known, language).by_hand
    found = [] if by_hand else strings.rows(thing, language, typed=typed)
    for row in found:
        row.error = (refused or {}).get(row.text.path, "")
    only = request.GET.get("show") == "todo"
    chosen = [row for row in found if not only or row.state != "done" or row.error]
    entry = thing.entries.filter(language=language).first()
    is_source = language == thing.source_language
    mine = language in languages and not by_hand and not (is_source and kind.original_elsewhere)
    begun = not (thing.kind == "page" and entry and entry.status == Status.MISSING) or any(r.text.target for r in found)
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "page_title": thing.title,
        "page_subtitle": name_of(language),
        "header_icon": "globe",
        "thing": thing,
        "entry": entry,
        "language": language,
        "language_name": name_of(language),
        "source_name": name_of(thing.source_language),
        "is_source": is_source,
        "by_hand": by_hand,
        "mine": mine and begun,
        "may_begin": mine and not begun,
        "publishable": mine and begun and kind.together and entry and entry.status != Status.UP_TO_DATE,
        "machine": machines.name() if mine and begun and any(row.state == "open" for row in found) else "",
        "page": page,
        "first": strings.first_to_do(list(page.object_list)) if only and mine and not refused else None,
        "only": only,
        "number": thing.strings if by_hand else len(found),
        "errors": [row for row in found if row.error] + ([{"error": e} for p, e in (refused or {}).items() if not p]),
        "editor_url": kind.editor_url(known, language) if known else "",
        "preview_url": kind.preview_url(known, language) if known else "",
        "others": [(code, name_of(code)) for code in desk.languages()],
    }
    return TemplateResponse(request, "translations/item.html", context, status=status)
