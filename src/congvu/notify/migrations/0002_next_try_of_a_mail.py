"""A mail says from when on it may be sent again; runs look for the oldest one that may."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [("notify", "0001_initial")]

    operations = [
        migrations.RemoveIndex("mail", "mail_unsent"),
        migrations.AddField(
            "mail", "next_try_at", models.DateTimeField("không gửi trước lúc", null=True, blank=True)
        ),
        migrations.AddIndex(
            "mail",
            models.Index(name="mail_to_send", fields=["id"], condition=Q(state__in=["waiting", "claimed"])),
        ),
    ]
