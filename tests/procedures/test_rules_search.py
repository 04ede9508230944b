from functools import cache

import pytest

from congvu.procedures import data
from congvu.procedures.rules.measuring import GROUPS, Phrase, by_text, is_found, measure, phrases
from congvu.procedures.rules.search import Index, Source, index_of
from congvu.procedures.rules.spelling import sound, words_of


@cache
def procedures():
    return [(data.catalogue(code), data.form(code)) for code in data.codes()]


@cache
def index():
    return index_of(procedures(), data.words())


def test_nine_of_ten_unseen_phrases_find_their_procedure_among_the_first_three():
    outcomes = list(measure(procedures(), data.words()))

    assert len(outcomes) == len(phrases(data.words()))
    assert sum(outcome.found for outcome in outcomes) / len(outcomes) >= 0.9
    for group in GROUPS[:-1]:
        of_group = [outcome.found for outcome in outcomes if outcome.phrase.group == group]
        assert sum(of_group) / len(of_group) >= 0.8, group


def test_a_known_phrase_always_finds_its_procedure():
    lost = [phrase.text for phrase in phrases(data.words()) if not known(phrase)]

    assert lost == []


def test_words_that_many_procedures_know_lead_to_where_they_are_at_home():
    texts = {"a": ["mua bán đất", "tặng cho đất", "thừa kế đất"], "b": ["khoan giếng", "nước dưới đất"]}
    sources = [Source(code, text, 1.0) for code, some in texts.items() for text in some]
    small = Index(sources, ambiguous={}, elsewhere=[])

    asked, filler = small.find("đất"), small.find("cho")

    assert [hit.code for hit in asked] == ["a", "b"]
    assert asked[0].score - asked[1].score > 0.3
    assert all(hit.score < 0.6 for hit in filler)


def test_most_words_with_several_meanings_show_what_is_listed_for_them():
    of_group = [one.found for one in measure(procedures(), data.words()) if one.phrase.group == "ambiguous"]

    assert sum(of_group) / len(of_group) >= 0.7


def known(phrase):
    return is_found(phrase, [hit.code for hit in index().find(phrase.text)[:3]])


def test_a_fold_depends_on_the_text_in_nfc_only():
    assert by_text("khai sinh cho bé") == by_text("khai sinh cho be\u0301")


@pytest.mark.parametrize(
    ("codes", "top", "found"),
    [
        (("a",), ("b", "c", "a"), True),
        (("a",), ("b", "c", "d"), False),
        (("a", "b"), ("a", "c", "d"), False),
        (("a", "b"), ("c", "b", "a"), True),
        (("a", "b", "c", "d"), ("d", "b", "a"), True),
        (("a", "b", "c", "d"), ("a", "b", "e"), False),
    ],
)
def test_when_a_phrase_counts_as_found(codes, top, found):
    assert is_found(Phrase("x", "ambiguous", codes), top) is found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("khai xinh", "khai sinh"),
        ("tranh trấp", "tranh chấp"),
        ("dám hộ", "giám hộ"),
        ("kết hông", "kết hôn"),
        ("trích lụt", "trích lục"),
        ("đăng kí", "đăng ký"),
        ("sữa tên", "sửa tên"),
    ],
)
def test_words_that_sound_alike_are_alike(one, other):
    assert [sound(word) for word in words_of(one)] == [sound(word) for word in words_of(other)]


@pytest.mark.parametrize(
    ("said", "meant"),
    [("mần khai sanh", "làm khai sinh"), ("cải chánh", "cải chính"), ("làm hôn thú", "làm kết hôn")],
)
def test_dialect_means_the_common_word(said, meant):
    assert words_of(said) == words_of(meant)


@pytest.mark.parametrize(("marked", "kept"), [("mã số", "ma so"), ("mà thôi", "ma thoi"), ("vỏ", "vo")])
def test_dialect_is_told_from_other_words_by_its_marks(marked, kept):
    assert " ".join(words_of(marked)) == kept


@pytest.mark.parametrize(
    "text", ["làm căn cước", "dang ky tam tru", "thi bằng lái xe", "CMND", "phiếu lý lịch tư pháp"]
)
def test_what_is_not_in_the_catalogue_is_known(text):
    assert index().not_here(text)


def test_what_is_in_the_catalogue_is_not_said_to_be_missing():
    for catalogue, _ in procedures():
        assert index().not_here(catalogue["ten"]) == []
