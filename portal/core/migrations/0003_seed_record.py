from django.db import migrations, models


class Migration(migrations.Migration):
    """The record of what was seeded moves here from the public site, with its rows: every room's demo needs it."""

    dependencies = [("core", "0002_audit"), ("portal", "0006_registration")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="SeedRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                        ),
                        ("key", models.CharField(max_length=160, unique=True)),
                        ("fingerprint", models.CharField(max_length=64)),
                        ("seeded_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={"db_table": "portal_seedrecord"},
                )
            ]
        ),
        migrations.AlterModelTable(name="seedrecord", table=None),
    ]
