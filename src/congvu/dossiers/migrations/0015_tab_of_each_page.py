"""Which tab saved a draft last is known page by page; what is known of whole drafts goes, for tabs are soon closed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("dossiers", "0014_saving_a_draft_touches_no_index")]

    operations = [
        migrations.RemoveField("dossier", "saved_from"),
        migrations.AddField(
            "dossier",
            "saved_from",
            models.JSONField("thẻ trình duyệt lưu mỗi trang gần nhất", default=dict, db_default={}, blank=True),
        ),
    ]
