"""People are found at the desk by their name without marks, by phone and by the numbers of a business."""

import congvu.accounts.models.people
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
from django.db import migrations, models

# unaccent alone is only STABLE: which dictionary it takes could change; named with its schema it cannot.
FOLD = """
CREATE FUNCTION accounts_fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, $1)) $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('org', '0002_deadline_mode'),
    ]

    operations = [
        django.contrib.postgres.operations.UnaccentExtension(),
        django.contrib.postgres.operations.TrigramExtension(),
        migrations.RunSQL(FOLD, "DROP FUNCTION accounts_fold(text)"),
        migrations.AddField(
            model_name='user',
            name='folded',
            field=models.GeneratedField(db_persist=True, expression=congvu.accounts.models.people.Folded(models.F('full_name')), output_field=models.TextField()),
        ),
        migrations.AddIndex(
            model_name='business',
            index=models.Index(condition=models.Q(('tax_code', ''), _negated=True), fields=['tax_code'], name='accounts_by_tax_code'),
        ),
        migrations.AddIndex(
            model_name='business',
            index=models.Index(condition=models.Q(('registration_code', ''), _negated=True), fields=['registration_code'], name='accounts_by_registration_code'),
        ),
        migrations.AddIndex(
            model_name='business',
            index=models.Index(condition=models.Q(('owner_id_number', ''), _negated=True), fields=['owner_id_number'], name='accounts_by_owner_id_number'),
        ),
        migrations.AddIndex(
            model_name='user',
            index=django.contrib.postgres.indexes.GinIndex(fields=['folded'], name='accounts_name_trigrams', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='user',
            index=models.Index(condition=models.Q(('phone', ''), _negated=True), fields=['phone'], name='accounts_by_phone'),
        ),
    ]
