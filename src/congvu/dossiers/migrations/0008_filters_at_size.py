"""Filters of the list from indexes alone; each charge of a dossier is collected by its committee."""

import django.db.models.deletion
from django.db import migrations, models

COLLECTORS = """
UPDATE payments_charge SET collector = agency.key FROM dossiers_dossier dossier
JOIN org_agency agency ON agency.id = dossier.committee_id
WHERE payments_charge.subject_kind = 'dossier' AND payments_charge.subject_id = dossier.id::text
"""
SENT = models.Q(("status", "draft"), _negated=True)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0007_lists_at_size"), ("payments", "0003_collector")]

    operations = [
        migrations.RunSQL(COLLECTORS, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="dossier", name="dossier_by_committee"),
        migrations.AlterField(
            model_name="dossier",
            name="version",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="procedures.procedureversion",
            ),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="committee",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="org.agency",
                verbose_name="cơ quan giải quyết",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["committee", "status", "-id"], name="dossier_of_status"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(condition=SENT, fields=["status", "-id"], name="dossier_status_newest"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(condition=SENT, fields=["version", "-id"], name="dossier_version_newest"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(condition=SENT, fields=["committee", "version", "-id"], name="dossier_of_version"),
        ),
        migrations.RemoveIndex(model_name="step", name="step_passed"),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                condition=models.Q(("done_at__isnull", False)),
                fields=["post", "done_by", "-done_at", "-id"],
                name="step_passed_by",
            ),
        ),
    ]
