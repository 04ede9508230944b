"""Which papers somebody needs: questions drawn from the form and the written conditions, and the list they give.

A question is asked only when its answer decides something: a paper, or which limit applies.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from congvu.base.expressions import parse
from congvu.procedures.rules.forms import parts
from congvu.procedures.rules.forms.form import Form

MOST_QUESTIONS = 3
MOST_OPTIONS = 8
AUTHORISATION = "Văn bản ủy quyền"
_YES, _NO = "yes", "no"
# Written conditions that only the office can judge: shown as they are, never asked.
_NOT_ASKED = ("Khi không", "Nếu có", "Không nộp")


class Need(StrEnum):
    """Whether a paper is needed, as far as the answers tell."""

    NEEDED = "needed"
    MAYBE = "maybe"
    NOT_NEEDED = "not_needed"


class How(StrEnum):
    """How a paper is handed in."""

    FILLED_IN = "filled_in"
    SHOWN = "shown"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answers; `answer` is empty until it is given."""

    key: str
    legend: str
    options: tuple[Option, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of the list."""

    name: str
    need: Need
    how: How
    condition: str
    originals: int
    copies: int
    from_database: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    """The questions, the papers that follow from the answers, and the answers as data of the form."""

    questions: tuple[Question, ...]
    papers: tuple[Paper, ...]
    data: Mapping[str, object]

    @property
    def needed(self) -> int:
        """Return how many papers are certainly needed."""
        return sum(paper.need == Need.NEEDED for paper in self.papers)

    @property
    def open(self) -> int:
        """Return how many papers still depend on something."""
        return sum(paper.need == Need.MAYBE for paper in self.papers)


def checklist(
    catalogue: Mapping[str, Any],
    form: Form,
    *,
    cases: Iterable[str],
    answers: Mapping[str, str],
    today: date,
) -> Checklist:
    """Return the questions and papers of a procedure; `cases` are the conditions of its special limits."""
    fields = {field.key: field for step in form.steps for field in step.fields}
    rules = {paper.name: paper for paper in form.papers}
    asked: dict[str, Question] = {}
    for key, legend, options in _candidates(catalogue, rules, fields, cases):
        if key not in asked and len(asked) < MOST_QUESTIONS:
            answer = answers.get(key, "")
            known = answer if answer in {option.value for option in options} else ""
            asked[key] = Question(key, legend, options, known)
    data = {q.key: _value(fields[q.key], q.answer) for q in asked.values() if q.answer and q.key in fields}
    papers = tuple(
        Paper(
            name=row["ten"],
            need=_need(row, rules.get(row["ten"]), asked=asked, data=data, today=today),
            how=_how(row),
            condition=row.get("dieu_kien", ""),
            originals=row["ban_chinh"],
            copies=row["ban_sao"],
            from_database=bool(row.get("nguon_du_lieu")),
        )
        for row in catalogue["thanh_phan_ho_so"]
    )
    return Checklist(tuple(asked.values()), papers, data)


def _candidates(
    catalogue: Mapping[str, Any],
    rules: Mapping[str, parts.Paper],
    fields: Mapping[str, parts.Field],
    cases: Iterable[str],
) -> Iterator[tuple[str, str, tuple[Option, ...]]]:
    """Give the questions worth asking, the most telling first."""
    for case in cases:
        for name in sorted(parse(case).names):
            options = _options(fields.get(name))
            if options:
                yield name, fields[name].label, options
    for place, row in enumerate(catalogue["thanh_phan_ho_so"]):
        condition = row.get("dieu_kien", "")
        if row["ten"] == AUTHORISATION:
            continue
        names = sorted(_names(rules.get(row["ten"])))
        options = _options(fields.get(names[0])) if len(names) == 1 else ()
        if options:
            yield names[0], fields[names[0]].label, options
        elif condition and not condition.startswith(_NOT_ASKED):
            yield _written_key(catalogue, place), condition, (Option(_YES, "Đúng"), Option(_NO, "Không"))
    if any(row["ten"] == AUTHORISATION and row.get("dieu_kien") for row in catalogue["thanh_phan_ho_so"]):
        yield "agent", "Ai đi nộp hồ sơ?", (Option(_NO, "Tôi tự nộp"), Option(_YES, "Tôi nhờ người khác nộp"))


def _written_key(catalogue: Mapping[str, Any], place: int) -> str:
    """Return one key for all papers that share a written condition."""
    rows = catalogue["thanh_phan_ho_so"]
    first = next(i for i, row in enumerate(rows) if row.get("dieu_kien") == rows[place].get("dieu_kien"))
    return f"paper_{first}"


def _need(
    row: Mapping[str, Any],
    rule: parts.Paper | None,
    *,
    asked: Mapping[str, Question],
    data: Mapping[str, object],
    today: date,
) -> Need:
    condition, when = row.get("dieu_kien", ""), rule.when if rule else None
    if not condition and when is None:
        return Need.NEEDED
    if row["ten"] == AUTHORISATION:
        return _by_answer(asked.get("agent"))
    if when is not None and when.names and when.names <= set(data):
        return Need.NEEDED if when.holds(data, today=today) else Need.NOT_NEEDED
    written = [question for question in asked.values() if condition and question.legend == condition]
    return _by_answer(written[0] if written else None)


def _by_answer(question: Question | None) -> Need:
    if question is None or not question.answer:
        return Need.MAYBE
    return Need.NEEDED if question.answer == _YES else Need.NOT_NEEDED


def _how(row: Mapping[str, Any]) -> How:
    if row.get("bieu_mau_dien_tu"):
        return How.FILLED_IN
    return How.SHOWN if row["hinh_thuc"] == "xuat_trinh" else How.SENT


def _names(rule: parts.Paper | None) -> frozenset[str]:
    return rule.when.names if rule and rule.when else frozenset()


def _options(field: parts.Field | None) -> tuple[Option, ...]:
    """Return the answers of a field that is a short choice or a yes and no; nothing for all others."""
    if field is None:
        return ()
    if field.kind == parts.FieldKind.BOOLEAN:
        return Option("true", "Có"), Option("false", "Không")
    if field.kind != parts.FieldKind.CHOICE or field.choices is None or len(field.choices.labels) > MOST_OPTIONS:
        return ()
    return tuple(Option(value, label) for value, label in field.choices.labels.items())


def _value(field: parts.Field, answer: str) -> object:
    return answer == "true" if field.kind == parts.FieldKind.BOOLEAN else answer
