"""Course managers and administrators look after activities and may install libraries; others never bring code."""

from django.db import migrations

GROUPS = ("Course managers", "Administrators")
RIGHTS = (
    ("courses", "h5pactivity", "add_h5pactivity", "Can add activity"),
    ("courses", "h5pactivity", "change_h5pactivity", "Can change activity"),
    ("courses", "h5pactivity", "delete_h5pactivity", "Can delete activity"),
    ("courses", "h5pactivity", "view_h5pactivity", "Can view activity"),
    ("courses", "h5plibrary", "view_h5plibrary", "Can view H5P library"),
    ("courses", "h5plibrary", "delete_h5plibrary", "Can delete H5P library"),
    ("courses", "h5plibrary", "install_h5p_library", "Can install new or changed H5P library code"),
    ("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin"),
)


def give(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    alias = schema_editor.connection.alias
    rights = []
    for app, model, codename, name in RIGHTS:
        kind, _made = ContentType.objects.using(alias).get_or_create(app_label=app, model=model)
        rights.append(
            Permission.objects.using(alias).get_or_create(
                content_type=kind, codename=codename, defaults={"name": name}
            )[0]
        )
    for name in GROUPS:
        group, _made = Group.objects.using(alias).get_or_create(name=name)
        group.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0001_initial"),
        ("accounts", "0003_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
