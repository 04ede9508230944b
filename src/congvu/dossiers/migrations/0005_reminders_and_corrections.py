from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("dossiers", "0004_lists_of_officers")]

    operations = [
        migrations.AddField(
            model_name="step",
            name="near_told_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="báo sắp đến hạn lúc"),
        ),
        migrations.AddField(
            model_name="step",
            name="late_told_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="báo trễ hạn lúc"),
        ),
        migrations.AddField(
            model_name="dossier",
            name="late_told_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="báo trễ hẹn lúc"),
        ),
        migrations.AddField(
            model_name="supplement",
            name="corrected_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="sửa tờ khai lúc"),
        ),
    ]
