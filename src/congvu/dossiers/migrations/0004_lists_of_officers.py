from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("dossiers", "0003_tracking_tries")]

    operations = [
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('due_at__isnull', False), ('ended_at__isnull', True), ('finished_at__isnull', True)), fields=['committee', 'due_at', 'id'], name='dossier_next_due'),
        ),
        migrations.AddIndex(
            model_name='step',
            index=models.Index(condition=models.Q(('done_at__isnull', True), ('suspended', True)), fields=['post', 'due_at'], name='step_standing'),
        ),
        migrations.AddIndex(
            model_name='step',
            index=models.Index(condition=models.Q(('done_at__isnull', False)), fields=['post', '-done_at'], name='step_passed'),
        ),
        migrations.AddIndex(
            model_name='step',
            index=models.Index(fields=['post', '-dossier'], name='step_at_post'),
        ),
    ]
