import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_migrations_of_an_app_follow_one_another():
    from django.db.migrations.loader import MigrationLoader

    assert MigrationLoader(None).detect_conflicts() == {}
