"""The mailing: what is new since the last one, to each subscriber in the subscriber's language, once."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.permissions import is_administrator
from portal.core import audit, mail
from portal.core.errors import DomainError, NotAllowed
from portal.core.permissions import may_publish
from portal.core.public import open_to_all
from portal.mail.rendering import absolute
from portal.models import Digest, NewsPage, Subscriber
from portal.services.newsletter import KIND, end_headers, end_url

FIRST_LOOKS_BACK = timedelta(days=60)
MOST = 20
"""Articles in one mail; the news list has the rest."""


class NothingNew(DomainError):
    """There is no article to send."""


def may_send(user: User) -> bool:
    """Whoever may publish an article may send it."""
    return may_publish(user) or is_administrator(user)


def news_since(since: datetime, until: datetime) -> dict[str, list[NewsPage]]:
    """The articles of the next mailing, newest first, by language; languages without any are left out."""
    rows = (
        open_to_all(NewsPage.objects.live())
        .filter(first_published_at__gt=since, first_published_at__lte=until, alias_of__isnull=True)
        .select_related("locale")
        .defer("body", "related")
        .order_by("-date", "-pk")
    )
    found: dict[str, list[NewsPage]] = {}
    for page in rows:
        found.setdefault(page.locale.language_code, []).append(page)
    return {language: pages[:MOST] for language, pages in found.items()}


def next_period(now: datetime) -> tuple[datetime, datetime]:
    """From the end of the last mailing until now."""
    last = Digest.objects.order_by("-until").first()
    return (last.until if last else now - FIRST_LOOKS_BACK), now


def send(*, user: User | None, now: datetime | None = None) -> Digest:
    """Begin the next mailing; the worker writes the mails. `user` is None for the schedule.

    Raises NotAllowed, and NothingNew when there is no article or somebody else has just pressed the button.
    """
    if user is not None and not may_send(user):
        raise NotAllowed(_("Only those who may publish articles may send them."))
    since, until = next_period(now or timezone.now())
    news = news_since(since, until)
    if not news:
        raise NothingNew(_("There is no new article since the last mailing."))
    try:
        with transaction.atomic():
            digest = Digest.objects.create(since=since, until=until, sent_by=user)
            data = {language: len(pages) for language, pages in news.items()}
            audit.record(actor=user, action="newsletter.sent", target=digest, data=data)
            _hand_over(digest)
    except IntegrityError as error:
        raise NothingNew(_("Somebody else has just sent the news.")) from error
    return digest


def send_if_due(now: datetime | None = None) -> Digest | None:
    """The schedule: every NEWS_DIGEST_DAYS days when there is news; 0 leaves it to the editors."""
    now = now or timezone.now()
    if not settings.NEWS_DIGEST_DAYS:
        return None
    last = Digest.objects.order_by("-until").first()
    if last and now - last.until < timedelta(days=settings.NEWS_DIGEST_DAYS):
        return None
    try:
        return send(user=None, now=now)
    except NothingNew:
        return None


def write_all(digest: Digest) -> int:
    """Queue a mail for each subscriber; run again after a crash, it goes on where it stopped. Returns how many."""
    news = news_since(digest.since, digest.until)
    waiting = Subscriber.objects.filter(confirmed__lte=digest.until, language__in=news)
    waiting = waiting.filter(Q(last_digest=None) | Q(last_digest__until__lt=digest.until))
    off = _switched_off()
    return sum(_write(digest, row, news[row.language], off) for row in list(waiting.order_by("pk")))


def _switched_off() -> frozenset[str]:
    """Addresses of people who don't want news although they once subscribed: their profile has the last word."""
    people = User.objects.filter(is_active=True).exclude(mail_off=[]).values_list("email", "mail_off")
    return frozenset(email.casefold() for email, kinds in people if KIND in kinds)


@transaction.atomic
def _write(digest: Digest, row: Subscriber, pages: list[NewsPage], off: frozenset[str]) -> bool:
    untouched = Subscriber.objects.filter(pk=row.pk, last_digest_id=row.last_digest_id)
    if not untouched.update(last_digest=digest) or row.email.casefold() in off:
        return False
    mail.send(
        "newsletter_digest",
        to=row.email,
        language=row.language,
        kind=KIND,
        context={"articles": entries(pages), "off_url": end_url(row)},
        headers=end_headers(row),
    )
    return True


def entries(pages: list[NewsPage]) -> list[dict[str, object]]:
    """What a mail says about each article."""
    return [{"title": page.title, "lead": page.lead, "date": page.date, "url": absolute(page.url)} for page in pages]


def _hand_over(digest: Digest) -> None:
    from portal.core.tasks import enqueue_after_commit
    from portal.tasks import write_digest

    enqueue_after_commit(write_digest, digest_id=digest.pk)
