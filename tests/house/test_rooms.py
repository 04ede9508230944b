from itertools import chain

from tests.house.reading import Source, impurities, with_rooms, writes, wrong_doors


def test_every_file_is_in_a_room_and_imports_only_rooms_below_it():
    assert list(chain.from_iterable(map(wrong_doors, with_rooms()))) == []


def test_only_actions_write():
    assert list(chain.from_iterable(map(writes, with_rooms()))) == []


def test_rules_touch_neither_stored_data_nor_the_clock():
    assert list(chain.from_iterable(map(impurities, with_rooms()))) == []


def test_an_import_upwards_would_be_seen():
    planted = Source("dossiers/rules/terms.py", "from congvu.dossiers.queries import waiting\n")

    assert list(wrong_doors(planted)) == ["dossiers/rules/terms.py:1: rules may not import queries"]


def test_a_door_that_imports_a_door_would_be_seen():
    planted = Source("dossiers/web/counter.py", "from congvu.dossiers.jobs import send_receipt\n")

    assert list(wrong_doors(planted)) == ["dossiers/web/counter.py:1: web may not import jobs"]


def test_the_door_of_another_app_would_be_seen():
    planted = Source("dossiers/actions.py", "from congvu.signing.web.urls import urlpatterns\n")

    assert list(wrong_doors(planted)) == ["dossiers/actions.py:1: signing.web is not a public room"]


def test_a_view_that_saves_would_be_seen():
    planted = Source("dossiers/web/counter.py", "def accept(dossier):\n    dossier.save(update_fields=['status'])\n")

    assert list(writes(planted)) == ["dossiers/web/counter.py:2: dossier.save writes outside actions"]


def test_a_query_that_updates_would_be_seen():
    planted = Source("dossiers/queries.py", "Dossier.objects.filter(pk=1).update(status='done')\n")

    assert list(writes(planted)) == ["dossiers/queries.py:1: Dossier.objects.filter.update writes outside actions"]


def test_a_rule_that_reads_the_clock_would_be_seen():
    planted = Source("workdays/rules/clock.py", "from congvu.base import clock\n\nlate = clock.now() > due_at\n")

    assert list(impurities(planted)) == ["workdays/rules/clock.py:3: clock.now in rules"]
