"""The pages that each certified copy really has are kept, to be held against the declaration."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0011_certified_papers'),
    ]

    operations = [
        migrations.AddField(
            model_name='result',
            name='copy_pages',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='số trang của bản điện tử'),
        ),
        migrations.AddField(
            model_name='certifiedcopy',
            name='copy_pages',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='số trang của bản điện tử'),
        ),
    ]
