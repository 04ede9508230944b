from datetime import date

import pytest

from congvu.base.context import place_name

NAMES = {"": "Ủy ban nhân dân huyện Bình Đại", "2025-07-01": "Ủy ban nhân dân tỉnh Vĩnh Long"}


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2020, 4, 27), "Ủy ban nhân dân huyện Bình Đại"),
        (date(2025, 6, 30), "Ủy ban nhân dân huyện Bình Đại"),
        (date(2025, 7, 1), "Ủy ban nhân dân tỉnh Vĩnh Long"),
    ],
)
def test_the_portal_is_named_after_who_governs_on_that_day(day, name, settings):
    settings.CONGVU_PLACE_NAMES = NAMES

    assert place_name(day) == name


def test_an_installation_that_does_not_say_has_no_name(settings):
    settings.CONGVU_PLACE_NAMES = {"": ""}

    assert place_name(date(2026, 1, 1)) == ""
