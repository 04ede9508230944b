"""Numbers, money and days are read as Vietnamese people read them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.base.words import date_in_words, money_in_words, number_in_words

DIGITS = {word: n for n, word in enumerate(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"])}
DIGITS |= {"mốt": 1, "tư": 4, "lăm": 5}


def read(words):
    """Read a number back from its words, by a way of its own."""
    if words.startswith("âm "):
        return -read(words[3:])
    head, found, rest = words.rpartition(" tỷ")
    if found:
        return read(head) * 10**9 + (read(rest.strip()) if rest.strip() else 0)
    total = group = digit = 0
    for word in words.split():
        if word in DIGITS:
            digit = DIGITS[word]
        elif word == "trăm":
            group, digit = digit * 100, 0
        elif word == "mươi":
            group, digit = group + digit * 10, 0
        elif word == "mười":
            group, digit = group + 10, 0
        elif word in ("nghìn", "triệu"):
            total, group, digit = total + (group + digit) * (1000 if word == "nghìn" else 10**6), 0, 0
        else:
            assert word == "linh"
    return total + group + digit


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (121, "một trăm hai mươi mốt"),
        (1000, "một nghìn"),
        (1001, "một nghìn không trăm linh một"),
        (2020, "hai nghìn không trăm hai mươi"),
        (8000, "tám nghìn"),
        (1_000_000, "một triệu"),
        (1_000_005, "một triệu không trăm linh năm"),
        (2_000_000_000, "hai tỷ"),
        (1_000_000_001, "một tỷ không trăm linh một"),
        (10**12, "một nghìn tỷ"),
        (-7, "âm bảy"),
    ],
)
def test_numbers(number, words):
    assert number_in_words(number) == words


def test_money_starts_with_a_capital_and_ends_with_its_unit():
    assert money_in_words(50_000) == "Năm mươi nghìn đồng"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2020, 4, 27), "Ngày hai mươi bảy tháng tư năm hai nghìn không trăm hai mươi"),
        (date(2026, 10, 5), "Ngày mồng năm tháng mười năm hai nghìn không trăm hai mươi sáu"),
        (date(1999, 1, 31), "Ngày ba mươi mốt tháng một năm một nghìn chín trăm chín mươi chín"),
    ],
)
def test_days(day, words):
    assert date_in_words(day) == words


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_every_number_can_be_read_back(number):
    assert read(number_in_words(number)) == number


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_words_are_clean(number):
    words = number_in_words(number)

    assert words == " ".join(words.split())
    assert not words.endswith("linh")


@pytest.mark.parametrize("number", [10**18, -(10**18)])
def test_what_is_beyond_reading_is_refused(number):
    with pytest.raises(ValueError, match="too large"):
        number_in_words(number)


@given(st.dates())
def test_every_day_has_words(day):
    assert date_in_words(day).startswith("Ngày ")
