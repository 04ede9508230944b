from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("dossiers", "0005_reminders_and_corrections")]

    operations = [
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('owner_id_number', ''), _negated=True), fields=['owner_id_number'], name='dossier_by_number'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('owner_phone', ''), _negated=True), fields=['owner_phone'], name='dossier_by_phone'),
        ),
    ]
