"""Every further paper of a certification has its draft, as the first one has."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0012_pages_of_copies'),
        ('files', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='certifiedcopy',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile'),
        ),
    ]
