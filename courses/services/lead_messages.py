"""Messages to learners: everybody gets a mail of their own, in the frame of their own language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import CohortMessage, CohortMessageReceipt, Enrolment
from courses.services.lead_scope import Scope
from portal.accounts.models import User
from portal.core import audit, mail
from portal.core.errors import DomainError

KIND = "course_message"
IN_AN_HOUR = 10
"""Messages one person may send in an hour, to however many."""


class TooMany(DomainError):
    """Somebody sends more than people want to read."""


@dataclass(frozen=True)
class Draft:
    """A message before it is sent."""

    key: UUID
    subject: str
    text: str
    language: str
    copy: bool = True


def receivers(scope: Scope, chosen: Iterable[int]) -> list[Enrolment]:
    """Of the chosen, those who take part and whom the sender may see; by name."""
    rows = scope.learners().filter(pk__in=set(chosen)).select_related("user", "team")
    return sorted(rows, key=lambda row: row.user.get_full_name())


@transaction.atomic
def send(*, user: User, scope: Scope, chosen: Sequence[int], draft: Draft) -> CohortMessage:
    """Send it once, however often it is asked with the same key. Raises TooMany, and DomainError for nobody.

    `scope` says whom this person looks after. Who has switched such mails off gets none and is not in the log.
    """
    User.objects.select_for_update().get(pk=user.pk)  # one after the other: the count below holds
    if (known := CohortMessage.objects.filter(uuid=draft.key, sender=user).first()) is not None:
        return known
    _check(user)
    to = receivers(scope, chosen)
    if not to:
        raise DomainError(_("Choose at least one learner."))
    words = {"subject": draft.subject, "text": draft.text, "language": draft.language}
    message = CohortMessage.objects.create(uuid=draft.key, cohort=scope.cohort, sender=user, **words)
    got = [row for row in to if _post(message, row.user, scope, kind=KIND)]
    CohortMessageReceipt.objects.bulk_create([CohortMessageReceipt(message=message, enrolment=row) for row in got])
    if draft.copy:
        _post(message, user, scope)
    audit.record(actor=user, action="course.message_sent", target=message, data={"people": len(got)})
    return message


def sent(scope: Scope, user: User) -> list[CohortMessage]:
    """The last messages this person sent to the cohort, with who got them."""
    rows = CohortMessage.objects.filter(cohort=scope.cohort, sender=user)
    return list(rows.prefetch_related("receipts__enrolment__user")[:20])


def _check(user: User) -> None:
    an_hour_ago = timezone.now() - timedelta(hours=1)
    if CohortMessage.objects.filter(sender=user, sent_at__gt=an_hour_ago).count() >= IN_AN_HOUR:
        raise TooMany(_("That is %(number)d messages within an hour. Wait a little.") % {"number": IN_AN_HOUR})


def _post(message: CohortMessage, to: User, scope: Scope, *, kind: str = "") -> bool:
    """Whether it was queued."""
    if not to.is_active or not to.email or to.erased_at:
        return False
    sender = message.sender
    context = {"message": message, "sender": sender.get_full_name() if sender else "", "cohort": scope.cohort.name}
    headers = {"Reply-To": sender.email} if sender and kind else {}
    return mail.send("course_message", to=to, context=context, kind=kind, headers=headers) is not None
