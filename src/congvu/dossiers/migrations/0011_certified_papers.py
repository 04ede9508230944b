"""Every paper of a certification has a document and a number of its own."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0010_notices_are_signed'),
        ('files', '0001_initial'),
        ('signing', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CertifiedCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự trong tờ khai')),
                ('name', models.CharField(max_length=250, verbose_name='tên giấy tờ')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='số chứng thực')),
                ('copy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='bản điện tử được chứng thực')),
                ('document', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signing.signabledocument')),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='more', to='dossiers.result')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('result', 'position'), name='certified_copy_position'), models.CheckConstraint(condition=models.Q(('position__gte', 2)), name='certified_copy_is_further')],
            },
        ),
    ]
