"""What every installation needs before anybody writes: locales, groups and their rights, the approval workflow."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from portal.accounts.roles import GROUPS, SiteRole, translator_role
from portal.core.permissions import EDITORS, MODERATORS, TRANSLATORS

ADMINISTRATORS = GROUPS[SiteRole.ADMINISTRATOR]
TRANSLATORS_OF = {code: GROUPS[translator_role(code)] for code, _name in settings.LANGUAGES}
# Group, what it may do with all pages, and permissions as "app.codename".
RIGHTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    EDITORS: (
        ("add_page", "change_page"),
        (
            "portal.add_newscategory",
            "portal.change_newscategory",
            "accounts.change_organisation",
            "core.change_bigidea",
            "wagtail_localize.submit_translation",
        ),
    ),
    MODERATORS: (
        ("add_page", "change_page", "publish_page"),
        (
            "portal.add_newscategory",
            "portal.change_newscategory",
            "portal.add_result",
            "portal.change_result",
            "portal.view_contactmessage",
            "portal.delete_contactmessage",
            "accounts.add_organisation",
            "accounts.change_organisation",
            "core.change_bigidea",
            "core.change_projectsettings",
            "core.change_fundingtext",
            "core.add_fundingtext",
            "wagtail_localize.submit_translation",
        ),
    ),
    TRANSLATORS: ((), ("wagtail_localize.submit_translation",)),
    **dict.fromkeys(TRANSLATORS_OF.values(), ((), ("wagtail_localize.submit_translation",))),
}
RIGHTS[ADMINISTRATORS] = (
    (*RIGHTS[MODERATORS][0], "lock_page", "unlock_page"),
    (*RIGHTS[MODERATORS][1], *(f"accounts.{deed}_user" for deed in ("add", "change", "view", "delete"))),
)
# What Wagtail's own migrations let editors do with pictures and documents; administrators need it from us.
FILING = tuple(
    f"{app}.{deed}_{kind}"
    for app, kind in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for deed in ("add", "change", "choose")
)
# What translators may do with the pages of a language that is translated into; never with the source language.
TRANSLATED_RIGHTS = ("change_page", "publish_page")


@transaction.atomic
def ensure() -> None:
    """Make what is missing; leave alone what exists, because an administrator may have changed it."""
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    root = Page.objects.filter(depth=1).first()
    for name, (page_rights, rights) in RIGHTS.items():
        group, _created = Group.objects.get_or_create(name=name)
        if _has_own(group, rights):
            continue
        group.permissions.add(*(_permission(right) for right in ("wagtailadmin.access_admin", *rights)))
        if root:
            _grant(group, root, page_rights)
        if name == TRANSLATORS or name in TRANSLATORS_OF.values():
            _let_file(group, "wagtailimages.choose_image")  # a translation may show another picture
            for home in Page.objects.filter(depth=2):
                welcome_home(home)
        if name == ADMINISTRATORS:
            _let_file(group, *FILING)
    _workflow(root)


def welcome_home(home: Page) -> None:
    """Let translators work on the pages of a new language; those of the source language stay the editors'."""
    language = home.locale.language_code
    if language != settings.LANGUAGE_CODE:
        for group in Group.objects.filter(name__in=[TRANSLATORS, TRANSLATORS_OF[language]]):
            _grant(group, home, TRANSLATED_RIGHTS)


def _has_own(group: Group, rights: tuple[str, ...]) -> bool:
    """Whether this group was set up before. Wagtail and localize give rights of their own, which do not count."""
    ours = [right for right in rights if right.startswith(("portal.", "core.", "accounts."))] or rights
    return group.permissions.filter(pk__in=[_permission(right).pk for right in ours]).exists()


def _grant(group: Group, page: Page, codenames: tuple[str, ...]) -> None:
    for codename in codenames:
        permission = _permission(f"wagtailcore.{codename}")
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _let_file(group: Group, *rights: str) -> None:
    """Rights on the whole of the pictures and documents."""
    collection = Collection.get_first_root_node()
    for right in rights if collection else ():
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=_permission(right)
        )


def _permission(right: str) -> Permission:
    app, codename = right.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _workflow(root: Page | None) -> None:
    """Editors submit, moderators approve. Wagtail's own migration makes it; here only what is missing."""
    if root is None or WorkflowPage.objects.exists():
        return
    task, _created = GroupApprovalTask.objects.get_or_create(name="Moderators approval")
    task.groups.set(Group.objects.filter(name=MODERATORS))
    workflow, _created = Workflow.objects.get_or_create(name="Moderators approval")
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.create(workflow=workflow, page=root)
