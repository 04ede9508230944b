import pytest

from congvu.audit import jobs, queries
from congvu.audit.actions import record
from congvu.audit.models import Block
from congvu.audit.rules import SYSTEM, Ref
from congvu.base import clock


@pytest.mark.django_db
def test_sealing_twice_makes_one_block():
    record("dossier.submit", subject=Ref("dossier", "1", "hồ sơ"), actor=SYSTEM, at=clock.now())

    jobs.seal()
    jobs.seal()

    assert Block.objects.count() == 1
    assert queries.problems() == []
