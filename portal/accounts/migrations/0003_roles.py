"""One group for each role of the site. Rights in the admin are added once all permissions exist (services/setup.py)."""

from django.db import migrations

GROUPS = (
    "Learners", "Facilitators", "Mentors", "Course managers", "Editors", "Translators: English",
    "Translators: Hungarian", "Translators: German", "Translators: Dutch", "Administrators",
)


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name in GROUPS:
        Group.objects.using(schema_editor.connection.alias).get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_people"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
