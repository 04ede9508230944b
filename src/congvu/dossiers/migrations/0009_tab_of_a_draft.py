"""The tab that saved a draft last, so that two tabs do not overwrite each other."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0008_filters_at_size'),
    ]

    operations = [
        migrations.AddField(
            model_name='dossier',
            name='saved_from',
            field=models.CharField(blank=True, db_default='', default='', max_length=16, verbose_name='thẻ trình duyệt lưu gần nhất'),
        ),
    ]
