import pytest

from congvu.notify.queries import words_of_file
from congvu.notify.rules import BadTemplates, MissingValue, fill, parse, title_of

NEEDED = {
    "dossier_submitted",
    "dossier_accepted",
    "supplement_requested",
    "supplement_received",
    "dossier_refused",
    "dossier_stopped",
    "withdrawal_requested",
    "dossier_withdrawn",
    "result_ready",
    "result_returned",
    "step_waiting",
    "step_returned",
    "deadline_near",
    "dossier_late",
    "step_late",
}


def file_with(subject="Hồ sơ {code}", text="Của {applicant}.", names="[code, applicant]"):
    return f"templates:\n  - {{key: mau, names: {names}, subject: '{subject}', text: '{text}'}}\n"


def test_every_message_of_a_dossier_has_words():
    assert {words.key for words in words_of_file()} == NEEDED


@pytest.mark.parametrize("words", words_of_file(), ids=lambda words: words.key)
def test_the_words_speak_as_agreed(words):
    text = f"{words.subject} {words.text}".lower()

    assert not any(banned in text for banned in ("quý khách", "vui lòng", "!"))


def test_places_are_filled_in():
    assert fill("Hồ sơ {code} của {applicant}", {"code": "H07", "applicant": "Lê {x}"}) == "Hồ sơ H07 của Lê {x}"


def test_a_value_that_is_missing_is_a_defect():
    with pytest.raises(MissingValue, match="code"):
        fill("Hồ sơ {code}", {})


def test_a_title_stays_on_one_line():
    assert title_of("Hồ sơ {code}", {"code": "1\r\nBcc: ai@example.vn"}) == "Hồ sơ 1 Bcc: ai@example.vn"


@pytest.mark.parametrize(
    "text",
    [
        file_with(text="Của {applicant} ở {place}."),
        file_with(text="Của ai đó."),
        file_with(text="Của {applicant.password}."),
        file_with(text="Của {applicant"),
        file_with(subject=""),
        "templates: [{key: mau}]",
        "không có gì",
        "a: [",
        file_with() + "  - {key: mau, names: [], subject: 'Hai', text: 'lần'}\n",
    ],
)
def test_wrong_files_are_refused(text):
    with pytest.raises(BadTemplates):
        parse(text)


def test_a_good_file_is_read():
    (words,) = parse(file_with())

    assert words.names == {"code", "applicant"}
