"""Saving a draft changes no column that an index holds, and finds room beside the row: PostgreSQL writes it alone (HOT)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("dossiers", "0013_previews_of_certified_papers")]

    operations = [
        migrations.RemoveIndex("dossier", "dossier_by_submitter"),
        migrations.AddIndex("dossier", models.Index(fields=["submitter", "-id"], name="dossier_by_submitter")),
        migrations.RunSQL(
            "ALTER TABLE dossiers_dossier SET (fillfactor = 80)", "ALTER TABLE dossiers_dossier RESET (fillfactor)"
        ),
    ]
