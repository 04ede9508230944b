"""The notice that a dossier is stopped goes through signature and seal."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0009_tab_of_a_draft'),
        ('signing', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='document',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signing.signabledocument'),
        ),
        migrations.AlterField(
            model_name='step',
            name='kind',
            field=models.CharField(choices=[('process', 'Bước quy trình'), ('check', 'Kiểm tra hồ sơ nộp trực tuyến'), ('check_supplement', 'Kiểm tra giấy tờ bổ sung'), ('approve_supplement', 'Duyệt yêu cầu bổ sung'), ('send_supplement', 'Gửi phiếu yêu cầu bổ sung'), ('opinion', 'Cho ý kiến'), ('confirm_withdrawal', 'Xác nhận rút hồ sơ'), ('seal', 'Cấp số, đóng dấu'), ('return', 'Trả kết quả'), ('sign_letter', 'Ký thông báo'), ('seal_letter', 'Đóng dấu thông báo')], max_length=24, verbose_name='loại'),
        ),
    ]
