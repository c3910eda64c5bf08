"""Writing to the project."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.forms.contact import ContactForm
from portal.services import contact


@never_cache
@csrf_exempt  # guarded without a cookie: portal.core.guard
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """The form; 422 with what was typed when something is missing, 429 when there were too many."""
    form = ContactForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        names = ("name", "email", "subject", "message")
        words = {name: form.cleaned_data[name] for name in names}
        contact.receive(number=form.number, language=get_language() or "en", **words)
        return redirect("contact_sent")
    status = form.status if form.is_bound else 200
    return render(request, "portal/contact/write.html", {"form": form}, status=status)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "portal/contact/sent.html", {"robots": "noindex"})
