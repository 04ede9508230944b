import pytest

from congvu.base.statements import Change, Question, add, add_all
from congvu.org.models import Agency, AgencyCode
from tests.org.factories import AgencyFactory, PlaceFactory

pytestmark = pytest.mark.django_db
OF_KIND = Question(
    lambda kind, name: Agency.objects.filter(kind=kind, name__lt=name).select_related("place__parent").order_by("key"),
    kind="example",
    name="Z",
)


def test_a_question_finds_what_its_query_finds_with_the_rows_beside_it(django_assert_num_queries):
    AgencyFactory.create_batch(3, kind="committee", name="UBND")
    query = Agency.objects.filter(kind="committee", name__lt="V").select_related("place__parent").order_by("key")
    with django_assert_num_queries(1):
        found = [(one, one.place, one.place and one.place.parent) for one in OF_KIND.all(kind="committee", name="V")]

    assert found == [(one, one.place, one.place and one.place.parent) for one in query]
    assert len(found) > 1


def test_the_second_asking_uses_its_own_values():
    AgencyFactory(kind="committee", name="UBND")
    AgencyFactory(kind="desk", name="Bộ phận Một cửa")
    OF_KIND.all(kind="committee", name="V")

    assert OF_KIND.all(kind="no such kind", name="V") == []
    assert {one.kind for one in OF_KIND.all(kind="desk", name="V")} == {"desk"}


def test_a_row_without_its_relation_has_none():
    alone = AgencyFactory(place=None)
    beside = Question(lambda key: Agency.objects.filter(key=key).select_related("place"), key="key")

    assert beside.get(key=alone.key).place is None


def test_nothing_found_is_none_or_the_error_of_the_model():
    assert OF_KIND.first(kind="no such kind", name="V") is None
    with pytest.raises(Agency.DoesNotExist):
        OF_KIND.get(kind="no such kind", name="V")


def test_columns_left_out_are_loaded_when_they_are_read():
    agency = AgencyFactory()
    short = Question(lambda key: Agency.objects.filter(key=key).defer("name"), key="key")

    found = short.get(key=agency.key)

    assert found.get_deferred_fields() == {"name"}
    assert found.name == agency.name


def test_an_example_that_goes_nowhere_is_a_mistake():
    wrong = Question(lambda key, more: AgencyCode.objects.filter(value=key), key="key", more="more")

    with pytest.raises(AssertionError, match="more"):
        wrong.all(key="a", more="b")


def test_a_change_sets_columns_in_the_rows_of_its_values_only():
    changed, other = AgencyFactory(name="UBND"), AgencyFactory(name="UBND")
    change = Change(lambda key: Agency.objects.filter(key=key), key="key")

    assert change.make({"name": "Ủy ban", "fields": ["tư pháp"], "parent": None}, key=changed.key) == 1

    changed.refresh_from_db()
    other.refresh_from_db()
    assert (changed.name, changed.fields, other.name) == ("Ủy ban", ["tư pháp"], "UBND")


def test_a_change_of_no_row_says_so():
    change = Change(lambda key: Agency.objects.filter(key=key), key="key")

    assert change.make({"name": "Ủy ban"}, key="nobody") == 0


def test_an_added_row_is_the_one_that_saving_would_have_written():
    place = PlaceFactory()
    made = {"name": "UBND", "short_name": "UBND", "symbol": "UBND", "kind": "committee", "place": place}

    added, saved = add(Agency(key="added", **made)), Agency.objects.create(key="saved", **made)

    assert added.pk and not added._state.adding
    columns = [field.attname for field in Agency._meta.concrete_fields if field.attname not in ("id", "key")]
    assert Agency.objects.values(*columns).get(pk=added.pk) == Agency.objects.values(*columns).get(pk=saved.pk)


def test_rows_added_together_each_get_their_own_key(django_assert_num_queries):
    rows = [Agency(key=key, name=key, short_name=key, symbol=key, kind="committee") for key in ("a", "b", "c")]

    with django_assert_num_queries(1):
        add_all(rows)

    assert [Agency.objects.get(pk=row.pk).key for row in rows] == ["a", "b", "c"]
    assert not any(row._state.adding for row in rows)


def test_adding_no_rows_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        add_all([])
