"""The person who signs in: an email address and a name, nothing else is asked for."""

import zoneinfo
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.db.models.signals import m2m_changed
from django.dispatch import receiver
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Creates users by email address; addresses are compared without case."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an active person. Raises ValueError without an email address."""
        if not email:
            raise ValueError("A user needs an email address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an administrator, for `manage.py createsuperuser`."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a person by email address, whatever its case: what the login form calls."""
        return self.get(email__iexact=username)


def check_timezone(name: str) -> None:
    """Raise ValidationError where the machine knows no such time zone."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(name)s” is no time zone."), params={"name": name})


class User(AbstractUser):
    """A person with an account. The email address is the login; the shown name is the person's own choice.

    A deleted account stays as an empty row, so that shared records keep their author: "former member", or the name
    the person agreed to leave.
    """

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("email address"), unique=True)
    display_name = models.CharField(_("name as shown"), max_length=120, blank=True)
    language = models.CharField(
        _("language of the interface and of emails"), max_length=2, blank=True, choices=settings.LANGUAGES
    )
    timezone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[check_timezone])
    mail_off = models.JSONField(_("emails switched off"), default=list, blank=True)
    erased_at = models.DateTimeField(_("deleted on"), null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_without_case")]

    def __str__(self) -> str:
        return self.get_full_name()

    @cached_property
    def group_names(self) -> frozenset[str]:
        """The groups' names, asked for once: menus and screens ask many times for one person."""
        return frozenset(self.groups.values_list("name", flat=True))

    def get_full_name(self) -> str:
        """The name the person chose, else first and last name, else the address; never a deleted account's address."""
        if self.erased_at:
            return self.display_name or gettext("Former member")
        return self.display_name or super().get_full_name() or self.email


@receiver(m2m_changed, sender=User.groups.through)
def forget_group_names(instance: models.Model, **_: Any) -> None:
    """This object's groups changed; others are read anew with their person."""
    instance.__dict__.pop("group_names", None)
