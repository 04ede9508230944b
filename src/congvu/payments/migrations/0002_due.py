"""What is still owed is found without reading what was paid in years."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="charge",
            index=models.Index(
                condition=models.Q(("state", "due")), fields=["subject_kind", "subject_id"], name="charge_due"
            ),
        ),
    ]
