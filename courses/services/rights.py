"""Who may look after activities and records of courses in the admin: given once, so that changes there stay."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from portal.accounts.roles import GROUPS, SiteRole
from portal.core.permissions import MODERATORS

ACTIVITIES = ("add_h5pactivity", "change_h5pactivity", "delete_h5pactivity", "view_h5pactivity", "view_h5plibrary")
LIBRARIES = ("install_h5p_library", "delete_h5plibrary")
RECORDS = tuple(f"{deed}_{record}" for record in ("video", "term", "source") for deed in ("add", "change"))
"""Films, key terms and sources: what units speak of. Only superusers delete them."""
RIGHTS = {
    GROUPS[SiteRole.COURSE_MANAGER]: ((*ACTIVITIES, *LIBRARIES),),
    GROUPS[SiteRole.EDITOR]: (ACTIVITIES, RECORDS),
    MODERATORS: (RECORDS,),
    GROUPS[SiteRole.ADMINISTRATOR]: ((*ACTIVITIES, *LIBRARIES), RECORDS),
}


@transaction.atomic
def ensure() -> None:
    """Give each group its rights, bundle by bundle, unless it already has one of the bundle."""
    own = Permission.objects.filter(content_type__app_label="courses")
    for name, bundles in RIGHTS.items():
        group, _created = Group.objects.get_or_create(name=name)
        for codenames in bundles:
            rights = own.filter(codename__in=codenames)
            if not group.permissions.filter(pk__in=rights).exists():
                group.permissions.add(*rights)
                _let_into_the_admin(group)


def _let_into_the_admin(group: Group) -> None:
    entry = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin").first()
    if entry:
        group.permissions.add(entry)
