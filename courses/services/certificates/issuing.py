"""Issuing a certificate, revoking it, taking it back, showing the name or not. Nothing else changes one."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.choices import RevocationClass
from courses.models import Certificate, Enrolment
from courses.permissions import may_learn, may_revoke_certificates, owns_certificate
from courses.services.certificates import badges, codes, conditions, letters
from courses.services.certificates.facts import freeze
from portal.core import audit
from portal.core.errors import DomainError, InvalidContent, NotAllowed

NAME = 160
_DRAWS = 20
"""How often a place in the public list is drawn before giving up."""


class NotYet(DomainError):
    """Something is still missing, or there is one already."""


@transaction.atomic
def issue(*, user: Any, enrolment: Enrolment, name: str, language: str, name_public: bool = False) -> Certificate:
    """The learner's certificate, when nothing is missing. Raises NotAllowed, NotYet, InvalidContent."""
    if not may_learn(user, enrolment):
        raise NotAllowed(_("Only whoever takes part in the cohort can ask for the certificate."))
    way = _free(enrolment)
    if may_not_again(way.last):
        raise NotYet(_("The last certificate was revoked. A course manager has to allow a new one."))
    return _issue(user, way, name, language, name_public)


@transaction.atomic
def issue_again(*, user: Any, certificate: Certificate) -> Certificate:
    """A new one after a revoked one, by a course manager; the conditions still have to be met.

    Raises NotAllowed, NotYet.
    """
    if not may_revoke_certificates(user):
        raise NotAllowed(_("Only a course manager can issue a certificate again."))
    if certificate.enrolment is None or not certificate.name:
        raise NotYet(_("Its holder has taken it back or has left; they can ask for a new one themselves."))
    way = _free(certificate.enrolment)
    return _issue(user, way, certificate.name, certificate.language, certificate.name_public)


@transaction.atomic
def revoke(*, user: Any, certificate: Certificate, revocation: str, reason: str) -> Certificate:
    """It does not count any more: the holder gets the reason, everybody sees that it is so and why in a word.

    Raises NotAllowed, InvalidContent, NotYet when it was revoked before.
    """
    if not may_revoke_certificates(user):
        raise NotAllowed(_("Only a course manager can revoke a certificate."))
    if revocation not in (RevocationClass.MISTAKE, RevocationClass.CONDITIONS) or not reason.strip():
        raise InvalidContent(_("Say why: the holder reads it."))
    row = _end(certificate, user, revocation, reason.strip()[:250])
    audit.record(actor=user, action="certificate.revoked", target=row, why=row.reason)
    letters.revoked(row)
    return row


@transaction.atomic
def take_back(*, user: Any, certificate: Certificate) -> None:
    """The holder wants it gone: what it said is deleted, the bare fact that it counts no more stays.

    Raises NotAllowed.
    """
    if not owns_certificate(user, certificate):
        raise NotAllowed(_("Only its holder can take a certificate back."))
    row = certificate if not certificate.is_valid else _end(certificate, user, RevocationClass.HOLDER, "")
    row.name, row.name_public, row.facts, row.credential = "", False, {}, {}
    row.save(update_fields=["name", "name_public", "facts", "credential"])
    audit.record(actor=user, action="certificate.taken_back", target=row)


@transaction.atomic
def show_name(*, user: Any, certificate: Certificate, public: bool) -> None:
    """Whether the public page and the badge say the name. Raises NotAllowed."""
    if not owns_certificate(user, certificate):
        raise NotAllowed(_("Only its holder decides who reads the name."))
    row = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if row.name_public == public or not row.is_valid:
        return
    row.name_public = public
    row.save(update_fields=["name_public"])
    sign(row)
    certificate.name_public, certificate.credential = row.name_public, row.credential
    audit.record(actor=user, action="certificate.name_shown" if public else "certificate.name_hidden", target=row)


def sign(row: Certificate) -> None:
    """Make its badge anew; without a key there is none."""
    try:
        row.credential = badges.signed(row)
    except badges.NoKey:
        row.credential = {}
    row.save(update_fields=["credential"])


def may_not_again(last: Certificate | None) -> bool:
    """Whether the learner needs a course manager for another one."""
    return last is not None and last.revocation == RevocationClass.CONDITIONS


def _free(enrolment: Enrolment) -> conditions.Way:
    """The way of somebody who may have one now; the row is held until it is stored."""
    locked = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    way = conditions.of(Enrolment.objects.select_related("cohort__intensity", "user", "team").get(pk=locked.pk))
    if way.valid:
        raise NotYet(_("You have this certificate already."))
    if not way.is_met:
        raise NotYet(_("Something is still missing for the certificate."))
    return way


def _issue(user: Any, way: conditions.Way, name: str, language: str, name_public: bool) -> Certificate:
    name = " ".join(name.split())
    if not name or len(name) > NAME or not name.isprintable():
        raise InvalidContent(_("Write your name as it should stand on the certificate."))
    values = {"enrolment": way.enrolment, "name": name, "name_public": name_public, "language": language}
    row = _store(issued_by=user, facts=freeze(way), issued_at=timezone.now().replace(microsecond=0), **values)
    sign(row)
    audit.record(actor=user, action="certificate.issued", target=row, data={"cohort": way.enrolment.cohort.name})
    letters.issued(row)
    return row


def _store(**values: Any) -> Certificate:
    """With a place in the list that nobody has. Raises NotYet when another request was quicker."""
    for _draw in range(_DRAWS):
        try:
            with transaction.atomic():
                return Certificate.objects.create(code=codes.new(), **values)
        except IntegrityError:
            if Certificate.objects.filter(enrolment=values["enrolment"], revoked_at__isnull=True).exists():
                break
    raise NotYet(_("You have this certificate already."))


def _end(certificate: Certificate, user: Any, revocation: str, reason: str) -> Certificate:
    row = Certificate.objects.select_for_update(of=("self",)).select_related("enrolment__user").get(pk=certificate.pk)
    if not row.is_valid:
        raise NotYet(_("This certificate was revoked before."))
    row.revoked_at, row.revoked_by, row.revocation, row.reason = timezone.now(), user, revocation, reason
    row.save(update_fields=["revoked_at", "revoked_by", "revocation", "reason"])
    return row
