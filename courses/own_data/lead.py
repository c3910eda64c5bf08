"""Notes about a learner, and messages a person got or wrote."""

from collections.abc import Iterator
from typing import Any

from courses.models import CohortMessage, CohortMessageReceipt, Note
from portal.accounts import personal_data


def export(user: Any) -> Iterator[personal_data.Item]:
    """Notes about the person with their words; who wrote them is another's. Of notes one wrote, only when."""
    about = Note.objects.filter(enrolment__user=user).order_by("pk")
    yield (
        "course/notes-about-you.json",
        list(about.values("enrolment__cohort__name", "text", "created_at", "edited_at")),
    )
    wrote = Note.objects.filter(author=user).order_by("pk")
    yield "course/notes-you-wrote.json", list(wrote.values("enrolment__cohort__name", "created_at", "edited_at"))
    got = CohortMessageReceipt.objects.filter(enrolment__user=user).order_by("pk")
    yield (
        "course/messages-received.json",
        list(got.values("message__cohort__name", "message__subject", "message__text", "message__sent_at")),
    )
    sent = CohortMessage.objects.filter(sender=user).order_by("pk")
    yield "course/messages-sent.json", list(sent.values("cohort__name", "subject", "text", "language", "sent_at"))


def erase(user: Any) -> None:
    """What is about the person goes. What they wrote about learners, and to them, stays without them."""
    Note.objects.filter(enrolment__user=user).delete()
    CohortMessageReceipt.objects.filter(enrolment__user=user).delete()
    Note.objects.filter(author=user).update(author=None)
    CohortMessage.objects.filter(sender=user).update(sender=None)
