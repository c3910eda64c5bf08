"""Who may look after activities in the admin: given once, so that an administrator's changes stay."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from portal.accounts.roles import GROUPS, SiteRole

ACTIVITIES = ("add_h5pactivity", "change_h5pactivity", "delete_h5pactivity", "view_h5pactivity", "view_h5plibrary")
LIBRARIES = ("install_h5p_library", "delete_h5plibrary")
RIGHTS = {
    GROUPS[SiteRole.COURSE_MANAGER]: (*ACTIVITIES, *LIBRARIES),
    GROUPS[SiteRole.EDITOR]: ACTIVITIES,
    GROUPS[SiteRole.ADMINISTRATOR]: (*ACTIVITIES, *LIBRARIES),
}


@transaction.atomic
def ensure() -> None:
    """Give each group its rights, unless it already has one of the course room."""
    own = Permission.objects.filter(content_type__app_label="courses")
    for name, codenames in RIGHTS.items():
        group, _created = Group.objects.get_or_create(name=name)
        if not group.permissions.filter(pk__in=own).exists():
            group.permissions.add(*own.filter(codename__in=codenames))
            _let_into_the_admin(group)


def _let_into_the_admin(group: Group) -> None:
    entry = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin").first()
    if entry:
        group.permissions.add(entry)
