"""Who hands in for somebody else says how they are related, or by which paper they may."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="submitter_relation",
            field=models.CharField(blank=True, max_length=300, verbose_name="quan hệ hoặc giấy ủy quyền"),
        ),
    ]
