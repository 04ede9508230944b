"""Words with places to fill in: which places a text has, whether they are the promised ones, and filling them in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import yaml

from congvu.notify.terms import MailState

_PLACE = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[a-z][a-z_]*")
LONGEST_TITLE = 400
MOST_ATTEMPTS = 80  # three days: a mail server may stand still over a weekend
LONGEST_WAIT_SECONDS = 3600
CLAIM_LASTS = timedelta(minutes=5)


class BadTemplates(ValueError):
    """The file of templates is wrong; the text is a sentence for people."""


class MissingValue(ValueError):
    """A message was sent without a value that its words need: a defect of the caller."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one message and the values they need."""

    key: str
    names: frozenset[str]
    subject: str
    text: str


def places(text: str) -> set[str]:
    """Return the names of the places to fill in. Raises BadTemplates for a place that is no name."""
    found = set(_PLACE.findall(text))
    if any(not _NAME.fullmatch(name) for name in found) or re.search(r"[{}]", _PLACE.sub("", text)):
        raise BadTemplates("Chỗ điền phải viết như {ten_gia_tri}, chữ thường không dấu, và đóng mở ngoặc đủ.")
    return found


def fill(text: str, context: Mapping[str, str]) -> str:
    """Return the text with its places filled in. Raises MissingValue."""
    missing = sorted(name for name in _PLACE.findall(text) if name not in context)
    if missing:
        raise MissingValue(f"no value for {', '.join(missing)}")
    return _PLACE.sub(lambda match: str(context[match.group(1)]), text)


def title_of(subject: str, context: Mapping[str, str]) -> str:
    """Return the subject line filled in, on one line."""
    return " ".join(fill(subject, context).split())[:LONGEST_TITLE]


def parse(text: str) -> list[Words]:
    """Read a file of templates and check every place. Raises BadTemplates."""
    try:
        raws = yaml.safe_load(text)["templates"]
        found = [
            Words(str(raw["key"]), frozenset(raw["names"]), str(raw["subject"]).strip(), str(raw["text"]).strip())
            for raw in raws
        ]
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise BadTemplates("Tệp mẫu thông báo thiếu khóa, tiêu đề, nội dung hoặc danh sách giá trị.") from error
    for words in found:
        check_words(words)
    if len({words.key for words in found}) < len(found):
        raise BadTemplates("Tệp mẫu thông báo có hai mẫu cùng khóa.")
    return found


def check_words(words: Words) -> None:
    """Refuse words with an unknown place, or that leave a promised value out. Raises BadTemplates."""
    used = places(words.subject) | places(words.text)
    if unknown := sorted(used - words.names):
        raise BadTemplates(f"Mẫu {words.key} có chỗ điền không khai báo: {', '.join(unknown)}.")
    if unused := sorted(words.names - used):
        raise BadTemplates(f"Mẫu {words.key} không dùng giá trị: {', '.join(unused)}.")
    if not words.subject or not words.text:
        raise BadTemplates(f"Mẫu {words.key} phải có tiêu đề và nội dung.")


def seconds_to_next_try(attempts: int) -> int:
    """Return how long a mail waits after so many failures: 3 seconds, then thrice as long each time, to an hour."""
    return int(min(3**attempts, LONGEST_WAIT_SECONDS))


def state_after_failure(attempts: int) -> MailState:
    """Return where a mail goes that could not be sent: back to waiting, or given up after many attempts."""
    return MailState.FAILED if attempts >= MOST_ATTEMPTS else MailState.WAITING
