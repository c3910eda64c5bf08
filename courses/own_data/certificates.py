"""Certificates, and what was confirmed on the way to them."""

from collections.abc import Iterator
from typing import Any

from courses.models import Certificate, Confirmation
from courses.services.certificates import issuing, printing
from portal.accounts import personal_data


def export(user: Any) -> Iterator[personal_data.Item]:
    """Certificates as they are kept, printed, and signed; what was signed and answered."""
    rows = list(Certificate.objects.filter(enrolment__user=user).order_by("pk"))
    yield (
        "course/certificates.json",
        [
            {
                "code": row.code,
                "name": row.name,
                "name_public": row.name_public,
                "language": row.language,
                "facts": row.facts,
                "issued_at": row.issued_at,
                "revoked_at": row.revoked_at,
                "revocation": row.revocation,
                "reason": row.reason,
                "credential": row.credential,
            }
            for row in rows
        ],
    )
    for row in rows:
        if row.is_valid and row.facts:
            yield f"course/certificates/{row.code}.pdf", printing.as_pdf(row)
    confirmed = Confirmation.objects.filter(enrolment__user=user).order_by("pk")
    yield "course/confirmations.json", list(confirmed.values("enrolment__cohort__name", "kind", "data", "at"))


def erase(user: Any) -> None:
    """What was answered goes. Certificates stay so that they can be checked, without the name and nobody's any more.

    Whoever wants a certificate to go as well takes it back before.
    """
    for row in Certificate.objects.filter(enrolment__user=user):
        row.name, row.name_public, row.enrolment = "", False, None
        row.save(update_fields=["name", "name_public", "enrolment"])
        if row.is_valid and row.facts:
            issuing.sign(row)
    Certificate.objects.filter(issued_by=user).update(issued_by=None)
    Confirmation.objects.filter(enrolment__user=user).delete()
