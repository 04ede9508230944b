"""Each charge names the agency that collects it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_due")]

    operations = [
        migrations.AddField(
            model_name="charge",
            name="collector",
            field=models.CharField(blank=True, default="", max_length=80, verbose_name="cơ quan thu"),
            preserve_default=False,
        ),
        migrations.RemoveIndex(model_name="charge", name="charge_due"),
        migrations.AddIndex(
            model_name="charge",
            index=models.Index(
                condition=models.Q(("state", "due")),
                fields=["collector", "subject_kind", "subject_id"],
                name="charge_due",
            ),
        ),
    ]
