"""Lists that cost the same after years: what came to a post from elsewhere, what a desk took in on a day."""

from django.db import migrations, models


def mark_steps(apps, _):
    """Mark the steps whose post belongs to another committee than their dossier."""
    agencies = {row.pk: row for row in apps.get_model("org", "Agency").objects.all()}
    beside = {row.place_id: row.pk for row in agencies.values() if row.kind == "committee" and row.place_id}

    def committee_of(agency):
        above = agency
        while above is not None and above.kind != "committee":
            above = agencies.get(above.parent_id)
        return above.pk if above else beside.get(agency.place_id)

    posts = {}
    for post in apps.get_model("org", "Post").objects.all():
        posts.setdefault(committee_of(agencies[post.agency_id]), []).append(post.pk)
    steps = apps.get_model("dossiers", "Step").objects
    for committee, keys in posts.items():
        steps.filter(post__in=keys).exclude(dossier__committee=committee).update(elsewhere=True)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0006_found_by_number"), ("org", "0002_deadline_mode")]

    operations = [
        migrations.AddField(
            model_name="step",
            name="elsewhere",
            field=models.BooleanField(default=False, verbose_name="hồ sơ của cơ quan khác"),
        ),
        migrations.RunPython(mark_steps, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                condition=models.Q(("elsewhere", True)), fields=["post", "-dossier"], name="step_from_elsewhere"
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("accepted_at__isnull", False)),
                fields=["committee", "-accepted_at"],
                name="dossier_accepted",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("submitted_at__isnull", False)), fields=["submitted_at"], name="dossier_submitted"
            ),
        ),
    ]
