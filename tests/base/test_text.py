from congvu.base.text import fold, nfc, sort_key


def test_fold_takes_every_mark_away():
    assert fold("Đặng Thị Ngưỡng") == "dang thi nguong"


def test_words_sort_as_in_the_dictionary():
    assert sorted(["bà", "bả", "an", "ăn", "ba", "đa", "dạ"], key=sort_key) == [
        "an",
        "ăn",
        "ba",
        "bà",
        "bả",
        "dạ",
        "đa",
    ]


def test_nfc_joins_marks_and_spaces():
    assert nfc("  Hoa\u0300  Bình ") == "Hoà Bình"


def test_nfc_drops_null_characters():
    assert nfc("\x00Hoa\x00 ") == "Hoa"
