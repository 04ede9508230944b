"""What the officers' page of a dossier shows: drawing, papers, letters, log, fees, and the files that belong to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from congvu.accounts.rules import Acting
from congvu.base.clock import local
from congvu.dossiers.models import ClockLine, Dossier, Letter, MoveLine, OutsideAnswer, Paper, PaperFile, Result, Step
from congvu.dossiers.queries.letters import outcome_words
from congvu.dossiers.queries.visible import visible_to
from congvu.dossiers.rules.meters import Meter, meter
from congvu.dossiers.rules.steps import TIME_OVER, USUAL
from congvu.dossiers.terms import ClockKind, PaperState, StepKind
from congvu.files.models import StoredFile
from congvu.procedures.queries import form_of
from congvu.procedures.rules.forms.answers import AnswerSection, answers
from congvu.workdays.queries import calendar_of
from congvu.workdays.rules.calendar import WorkingCalendar
from congvu.workflow import queries as workflow
from congvu.workflow.rules.titles import title_of


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of what happened: words, a note, by whom, whether the clock stood still from here."""

    at: datetime
    words: str
    note: str
    by: str
    waits: bool


def for_page(officer: Acting, key: str) -> Dossier | None:
    """Return the dossier with what its page reads, None when the officer may not open it."""
    return (
        visible_to(officer)
        .with_procedure()
        .select_related("committee__place", "withdrawal", "result__document")
        .filter(key=key)
        .first()
    )


def steps_of(dossier: Dossier) -> list[Step]:
    """Return all steps with their posts, oldest first."""
    return list(dossier.steps.select_related("post__agency", "outside_answer__file", "opinion").order_by("id"))


def clock_of(dossier: Dossier, *, now: datetime) -> Meter:
    """Return how the legal limit of the dossier stands."""
    return clock_by(calendar_of(dossier.committee.calendar_id), dossier, now=now)


def clocks_of(dossiers: Sequence[Dossier], *, now: datetime) -> list[Meter]:
    """Return how the limits of several dossiers stand; each calendar is asked for once."""
    calendars = {pk: calendar_of(pk) for pk in {dossier.committee.calendar_id for dossier in dossiers}}
    return [clock_by(calendars[dossier.committee.calendar_id], dossier, now=now) for dossier in dossiers]


def clock_by(calendar: WorkingCalendar, dossier: Dossier, *, now: datetime) -> Meter:
    """Return how the legal limit of the dossier stands by this calendar."""
    return meter(
        since=dossier.accepted_at,
        due_at=dossier.due_at,
        now=now,
        calendar=calendar,
        unit=dossier.limit_unit,
        paused_at=dossier.paused_at,
        finished_at=dossier.finished_at or dossier.ended_at,
    )


def drawing_of(dossier: Dossier, steps: Sequence[Step], *, officer: Acting) -> str:
    """Return the picture of the process with who has each step, until when, and how it ended; empty before it began."""
    if dossier.instance_id is None:
        return ""
    last = {step.node: step for step in steps if step.kind == StepKind.PROCESS}
    labels = {
        node_id: (title_of(node), _below(last[node_id], officer=officer))
        for node_id, node in workflow.nodes_of(dossier.instance_id).items()
        if node_id in last
    }
    return workflow.drawing(dossier.instance_id, labels)


def _below(step: Step, *, officer: Acting) -> str:
    if step.done_at is not None:
        ended = outcome_words(step.done_at, step.due_at)
        if step.outcome.startswith(TIME_OVER):
            ended = TIME_OVER.lower()
        return f"{local(step.done_at):%d/%m}{' · ' if ended else ''}{ended}"
    who = "bạn giữ" if step.post.key == officer.post_key else step.holder_name or step.post.title
    return f"{who} · hạn {local(step.due_at):%H:%M %d/%m}" if step.due_at else who


def papers_of(dossier: Dossier) -> list[Paper]:
    """Return the papers with their files."""
    return list(dossier.papers.prefetch_related("files__file"))


def given(papers: Sequence[Paper]) -> int:
    """Return how many papers are there or need not be."""
    return sum(paper.state != PaperState.MISSING for paper in papers)


def shown_file(papers: Sequence[Paper], letters: Sequence[Letter], wanted: str) -> StoredFile | None:
    """Return the file that the page shows: the wanted one of the dossier, else the first of its papers."""
    files = [one.file for paper in papers for one in paper.files.all()]
    files += [letter.file for letter in letters if letter.file is not None]
    return next((file for file in files if str(file.pk) == wanted), None) or next(iter(files), None)


def answers_of(dossier: Dossier, *, now: datetime) -> list[AnswerSection]:
    """Return what was declared, page by page."""
    return answers(form_of(dossier.version), dossier.data, today=local(now).date())


def outside_of(steps: Sequence[Step]) -> list[tuple[Step, OutsideAnswer | None]]:
    """Return the steps of bodies outside that were answered or have ended, each with the answer that was recorded."""
    asked = [step for step in steps if step.outside]
    found = OutsideAnswer.objects.filter(step__in=asked).select_related("file") if asked else []
    answers = {answer.step_id: answer for answer in found}
    return [(step, answers.get(step.pk)) for step in asked if step.done_at or step.pk in answers]


def log_of(dossier: Dossier, steps: Sequence[Step]) -> list[LogLine]:
    """Return the moves with what was said, steps that ended by themselves and the clock's events, newest first."""
    moves: list[MoveLine] = list(dossier.moves.all())
    clock: list[ClockLine] = [
        line for line in dossier.clock.all() if line.kind not in (ClockKind.START, ClockKind.STOP)
    ]
    done = {(step.done_at, step.label): step for step in steps if step.kind == StepKind.PROCESS and step.done_at}
    lines = [LogLine(line.at, line.get_move_display(), _said(line, done), line.by, waits=False) for line in moves]
    moved = {line.at for line in moves}
    lines += [
        LogLine(at, step.label, step.outcome, "", waits=False) for (at, _), step in done.items() if at not in moved
    ]
    lines += [
        LogLine(
            line.at,
            f"Thời hạn: {line.get_kind_display().lower()}",
            line.reason,
            "",
            waits=line.kind == ClockKind.PAUSE,
        )
        for line in clock
    ]
    return sorted(lines, key=lambda line: line.at)[::-1]


def _said(line: MoveLine, done: Mapping[tuple[datetime, str], Step]) -> str:
    step = done.get((line.at, line.note))
    return f"{line.note}. {step.outcome}" if step is not None and step.outcome not in USUAL else line.note


def file_of(dossier: Dossier, file_id: int) -> StoredFile | None:
    """Return the file when it belongs to the dossier: a paper, letter, remark, opinion, answer or result."""
    places = (
        PaperFile.objects.filter(paper__dossier=dossier).values("file_id"),
        dossier.letters.values("file_id"),
        dossier.letters.values("document__file_id"),
        dossier.remarks.values("file_id"),
        dossier.opinions.values("answer_file_id"),
        OutsideAnswer.objects.filter(step__dossier=dossier).values("file_id"),
        Result.objects.filter(dossier=dossier).values("file_id"),
        Result.objects.filter(dossier=dossier).values("document__file_id"),
        Result.objects.filter(dossier=dossier).values("more__copy_id"),
        Result.objects.filter(dossier=dossier).values("more__file_id"),
        Result.objects.filter(dossier=dossier).values("more__document__file_id"),
    )
    own = Q()
    for place in places:
        own |= Q(pk__in=place)
    return StoredFile.objects.filter(own, pk=file_id).first()
