"""The catalogue of procedures, its versions and its words."""

import django.contrib.postgres.constraints
import django.contrib.postgres.operations
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


VIETNAMESE_SEARCH = """
CREATE TEXT SEARCH CONFIGURATION vi (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION vi ALTER MAPPING FOR asciiword, word, numword, asciihword, hword, numhword,
    hword_asciipart, hword_part, hword_numpart WITH unaccent, simple;
"""

# A published version is what dossiers were promised: only the day on which it ends may be set, and only once.
GUARD = """
CREATE FUNCTION procedures_keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    frozen jsonb := to_jsonb(OLD);
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF frozen ? 'valid_to' AND frozen -> 'valid_to' = 'null' THEN
            frozen := frozen || jsonb_build_object('valid_to', to_jsonb(NEW) -> 'valid_to');
        END IF;
        IF to_jsonb(NEW) = frozen THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'what is published is kept as it is: %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keep_published BEFORE UPDATE OR DELETE ON procedures_procedureversion
    FOR EACH ROW EXECUTE FUNCTION procedures_keep_published();
CREATE TRIGGER keep_published BEFORE UPDATE OR DELETE ON procedures_formlibrary
    FOR EACH ROW EXECUTE FUNCTION procedures_keep_published();
CREATE TRIGGER keep_published BEFORE UPDATE OR DELETE ON procedures_wording
    FOR EACH ROW EXECUTE FUNCTION procedures_keep_published();
"""
UNGUARD = """
DROP TRIGGER keep_published ON procedures_procedureversion;
DROP TRIGGER keep_published ON procedures_formlibrary;
DROP TRIGGER keep_published ON procedures_wording;
DROP FUNCTION procedures_keep_published();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        django.contrib.postgres.operations.UnaccentExtension(),
        django.contrib.postgres.operations.TrigramExtension(),
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.RunSQL(VIETNAMESE_SEARCH, "DROP TEXT SEARCH CONFIGURATION vi"),
        migrations.CreateModel(
            name='FormLibrary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='dấu vân nội dung')),
                ('content', models.JSONField(verbose_name='nội dung')),
                ('published_at', models.DateTimeField(verbose_name='thời điểm công bố')),
            ],
            options={
                'verbose_name': 'thư viện biểu mẫu',
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True, verbose_name='số thứ tự')),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='dấu vân nội dung')),
                ('content', models.JSONField(verbose_name='nội dung')),
                ('published_at', models.DateTimeField(verbose_name='thời điểm công bố')),
            ],
            options={
                'verbose_name': 'bộ từ ngữ',
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='Procedure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=32, unique=True, verbose_name='mã thủ tục')),
                ('name', models.CharField(max_length=500, verbose_name='tên thủ tục')),
                ('field', models.CharField(max_length=200, verbose_name='lĩnh vực')),
                ('position', models.PositiveIntegerField(verbose_name='thứ tự trong danh mục')),
                ('online_2020', models.PositiveSmallIntegerField(choices=[(3, 'Mức độ 3: nộp trên mạng, trả phí và nhận kết quả tại nơi giải quyết'), (4, 'Mức độ 4: làm trên mạng từ đầu đến cuối')], verbose_name='mức độ trực tuyến, ba cấp')),
                ('online_2025', models.CharField(choices=[('toan_trinh', 'Toàn trình: làm trên mạng từ đầu đến cuối'), ('mot_phan', 'Một phần: có bước phải đến cơ quan')], max_length=16, verbose_name='mức độ trực tuyến, hai cấp')),
                ('level_2020', models.CharField(choices=[('xa', 'Cấp xã'), ('huyen', 'Cấp huyện'), ('huyen_xa', 'Cấp huyện hoặc cấp xã'), ('xa_tinh', 'Cấp xã hoặc cấp tỉnh')], max_length=16, verbose_name='cấp tiếp nhận, ba cấp')),
                ('level_2025', models.CharField(choices=[('xa', 'Cấp xã'), ('huyen', 'Cấp huyện'), ('huyen_xa', 'Cấp huyện hoặc cấp xã'), ('xa_tinh', 'Cấp xã hoặc cấp tỉnh')], max_length=16, verbose_name='cấp tiếp nhận, hai cấp')),
                ('search_text', models.TextField(blank=True, verbose_name='lời để tìm')),
                ('folded_name', models.CharField(max_length=500, verbose_name='tên không dấu')),
                ('searchable', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.SearchVector('search_text', config='vi'), output_field=django.contrib.postgres.search.SearchVectorField())),
            ],
            options={
                'verbose_name': 'thủ tục hành chính',
                'ordering': ['position', 'code'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(models.F('searchable'), name='procedure_searchable'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('folded_name', name='gin_trgm_ops'), name='procedure_name_trigrams')],
            },
        ),
        migrations.CreateModel(
            name='ProcedureVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='số thứ tự bản')),
                ('published_at', models.DateTimeField(verbose_name='thời điểm công bố')),
                ('valid_from', models.DateField(verbose_name='có hiệu lực từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='hết hiệu lực từ ngày')),
                ('catalogue', models.JSONField(verbose_name='danh mục')),
                ('form', models.JSONField(verbose_name='biểu mẫu')),
                ('process', models.JSONField(verbose_name='quy trình nội bộ')),
                ('result', models.JSONField(verbose_name='kết quả')),
                ('digests', models.JSONField(verbose_name='dấu vân từng phần')),
                ('form_library', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='procedures.formlibrary')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='procedures.procedure')),
            ],
            options={
                'verbose_name': 'bản công bố của thủ tục',
                'ordering': ['procedure', '-number'],
                'constraints': [models.UniqueConstraint(models.F('procedure'), models.F('number'), name='procedure_version_number'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='procedure_version_ends_after_start', violation_error_message='Ngày hết hiệu lực phải sau ngày có hiệu lực.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('procedure', '='), (models.Func('valid_from', 'valid_to', models.Value('[)'), function='daterange'), '&&')], name='procedure_versions_do_not_overlap')],
            },
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
