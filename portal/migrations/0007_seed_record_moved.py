from django.db import migrations


class Migration(migrations.Migration):
    """It lives in the foundation now (core 0003), with its table and its rows."""

    dependencies = [("portal", "0006_registration"), ("core", "0003_seed_record")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="SeedRecord")]),
    ]
