import pytest

from congvu.accounts.models import User


@pytest.mark.django_db
def test_the_suite_runs_on_postgresql():
    User.objects.create(username="mau", full_name="Nguyễn Văn Mẫu")

    assert User.objects.get(username="mau").full_name == "Nguyễn Văn Mẫu"
