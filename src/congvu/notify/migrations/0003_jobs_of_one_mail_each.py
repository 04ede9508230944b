"""Jobs that an older version asked for, one a mail, become runs of the job that sends every mail it finds."""

from django.db import migrations

RENAME = """
UPDATE procrastinate_jobs SET task_name = 'notify.send_mails', args = '{}'
WHERE task_name = 'notify.send_mail' AND status IN ('todo', 'doing')
"""


class Migration(migrations.Migration):

    dependencies = [("notify", "0002_next_try_of_a_mail"), ("procrastinate", "0001_initial")]

    operations = [migrations.RunSQL(RENAME, migrations.RunSQL.noop)]
