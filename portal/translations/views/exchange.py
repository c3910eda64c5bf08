"""Export and import."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from portal.core.errors import DomainError
from portal.translations import formats, reads
from portal.translations.choices import TO_DO
from portal.translations.models import DeskItem
from portal.translations.services import desk, exchange
from portal.translations.views.cells import name_of
from portal.translations.views.matrix import for_the_desk, wanted

SALT = "translations.import"
AGE = 24 * 3600


@never_cache
@require_GET
@for_the_desk
def download(request: HttpRequest, languages: frozenset[str]) -> HttpResponse:
    """The ticked things, or all that match the filter."""
    language, name = request.GET.get("into", ""), request.GET.get("format", "po")
    if language not in desk.languages() or name not in formats.TYPES:
        messages.error(request, _("Choose a language and a format."))
        return HttpResponseRedirect(reverse("translations:matrix") + f"?{_filter(request)}")
    only_to_do = request.GET.get("what") != "all"
    chosen = [int(pk) for pk in request.GET.getlist("item") if pk.isdecimal() and len(pk) < 10]
    items = DeskItem.objects.filter(pk__in=chosen, active=True) if chosen else reads.items(wanted(request.GET))
    if only_to_do:
        items = items.filter(entries__language=language, entries__status__in=TO_DO)
    items = items.order_by("kind", "title", "pk")
    units = list(exchange.outgoing(user=request.user, items=items, language=language, only_to_do=only_to_do))
    if not units:
        messages.warning(request, _("There is nothing to take: no string of these texts waits in this language."))
        return HttpResponseRedirect(reverse("translations:matrix") + f"?{_filter(request)}")
    source = items.values_list("source_language", flat=True).first() or "en"
    content = formats.write(name, units, source=source, language=language)
    mime, ending = formats.TYPES[name]
    answer = HttpResponse(content, content_type=f"{mime}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="translations-{language}.{ending}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _filter(request: HttpRequest) -> str:
    """The filter that was set, for the way back."""
    return urlencode({name: value for name, value in vars(wanted(request.GET)).items() if value})


@never_cache
@for_the_desk
def upload(request: HttpRequest, languages: frozenset[str]) -> HttpResponse:
    """First a look at what would change, then the change."""
    if request.method != "POST":
        return _form(request)
    try:
        if "parcel" in request.POST:
            return _bring_in(request)
        return _preview(request)
    except (DomainError, formats.Unreadable) as error:
        return _form(request, error=str(error), status=422)


def _form(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    context = {"page_title": _("Bring translations back"), "header_icon": "upload", "error": error}
    return TemplateResponse(request, "translations/import.html", context, status=status)


def _preview(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        raise formats.Unreadable(_("Choose a file."))
    if (file.size or 0) > formats.LARGEST:
        raise formats.Unreadable(_("The file is too large: 5 MB at most. Export fewer texts at once."))
    parcel = formats.read(file.read())
    changes = exchange.preview(user=request.user, parcel=parcel)
    seen = {change.number: change.now for change in changes}
    packed = signing.dumps([parcel.language, [list(unit[:5]) for unit in parcel.units], seen], salt=SALT, compress=True)
    context: dict[str, Any] = {
        "page_title": _("What the file would change"),
        "page_subtitle": name_of(parcel.language),
        "header_icon": "upload",
        "language": parcel.language,
        "parcel": packed,
        "changes": [change for change in changes if change.sort != "same"],
        "same": sum(change.sort == "same" for change in changes),
    }
    return TemplateResponse(request, "translations/preview.html", context)


def _bring_in(request: HttpRequest) -> HttpResponse:
    try:
        language, units, seen = signing.loads(request.POST["parcel"], salt=SALT, max_age=AGE)
    except signing.BadSignature as error:
        raise formats.Unreadable(_("The preview is too old. Choose the file again.")) from error
    parcel = formats.Parcel(language, [formats.Unit(*unit) for unit in units])
    chosen = {int(number) for number in request.POST.getlist("take") if number.isdecimal() and len(number) < 6}
    stored, refused = exchange.bring_in(
        user=request.user, parcel=parcel, chosen=chosen, seen={int(number): words for number, words in seen.items()}
    )
    said = ngettext("%(number)s string saved.", "%(number)s strings saved.", stored) % {"number": stored}
    messages.success(request, said)
    for change, why in refused[:20]:
        messages.error(request, f"{change.title}: {change.unit.source[:60]}: {why}")
    return HttpResponseRedirect(reverse("translations:matrix") + f"?language={language}")
