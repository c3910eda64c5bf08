"""People who had an account before addresses were confirmed by link keep signing in."""

from django.db import migrations


def confirm(apps, schema_editor):
    User, Address = apps.get_model("accounts", "User"), apps.get_model("account", "EmailAddress")
    alias = schema_editor.connection.alias
    known = set(Address.objects.using(alias).values_list("user_id", flat=True))
    people = User.objects.using(alias).exclude(pk__in=known).values_list("pk", "email")
    Address.objects.using(alias).bulk_create(
        [Address(user_id=pk, email=email.lower(), verified=True, primary=True) for pk, email in people],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_roles"), ("account", "0009_emailaddress_unique_primary_email")]
    operations = [migrations.RunPython(confirm, migrations.RunPython.noop)]
