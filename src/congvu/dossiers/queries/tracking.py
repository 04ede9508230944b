"""One dossier on its way, as its applicant follows it: the answer first, who holds it, its road, its papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from congvu.base.clock import local
from congvu.dossiers.models import Dossier, Letter, Step, Supplement
from congvu.dossiers.queries.plans import plan_for
from congvu.dossiers.queries.supplements import open_request
from congvu.dossiers.rules.life_cycle import ENDED
from congvu.dossiers.rules.steps import NOT_NEEDED
from congvu.dossiers.rules.tracking import Facts, Told, told
from congvu.dossiers.terms import Channel, LetterKind, Move, Status, StepKind, SupplementState
from congvu.org.queries import desk_of
from congvu.org.refusals import NoSuchAgency
from congvu.procedures.rules.plans import Plan


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the dossier in hand: name (empty when nobody took it yet), post, unit, what for, since, until."""

    name: str
    post: str
    unit: str
    doing: str
    since: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Mark:
    """One point of the road: kind done, wait, now or next; what, who, when in words, the paper it left."""

    kind: str
    icon: str
    title: str
    who: str = ""
    at: datetime | None = None
    until: datetime | None = None
    note: str = ""
    letter: Letter | None = None


@dataclass(frozen=True, slots=True)
class Track:
    """Everything the tracking page says besides the explained calendar."""

    told: Told
    holders: Sequence[Holder]
    road: Sequence[Mark]
    letters: Sequence[Letter]
    request: Supplement | None
    desk: str


def track_of(dossier: Dossier, *, now: datetime) -> Track:
    """Return how the dossier stands; a constant number of reads."""
    steps = list(dossier.steps.select_related("post__agency").order_by("opened_at", "id"))
    letters = list(dossier.letters.exclude(kind=LetterKind.CONTROL_SHEET).select_related("file"))
    request = open_request(dossier)
    facts = Facts(
        status=dossier.status,
        submitted_at=dossier.submitted_at,
        due_at=dossier.due_at,
        paused_at=dossier.paused_at,
        finished_at=dossier.finished_at,
        ended_at=dossier.ended_at,
        answered=request is not None and request.state == SupplementState.ANSWERED,
        wants_online=dossier.result_wanted == "online",
        desk=_desk_name(dossier, now=now),
    )
    return Track(
        told=told(facts, now=now),
        holders=_holders(dossier, steps),
        road=_road(dossier, steps, letters, now=now),
        letters=letters,
        request=request,
        desk=facts.desk,
    )


def _desk_name(dossier: Dossier, *, now: datetime) -> str:
    try:
        return desk_of(dossier.committee, local(now).date()).name
    except NoSuchAgency:
        return f"Bộ phận Một cửa của {dossier.committee.name}"


def _holders(dossier: Dossier, steps: Sequence[Step]) -> list[Holder]:
    if dossier.status in ENDED:
        return []
    return [
        Holder(step.holder_name, step.post.title, step.post.agency.name, step.label, step.opened_at, step.due_at)
        for step in steps
        if step.done_at is None and not step.suspended
    ]


def _road(dossier: Dossier, steps: Sequence[Step], letters: Sequence[Letter], *, now: datetime) -> list[Mark]:
    marks = [*_moves(dossier, letters), *_pauses(dossier, letters), *_done_steps(steps)]
    marks.sort(key=lambda mark: mark.at or now)
    if dossier.status in ENDED:
        return marks
    open_steps = [
        Mark("now", "clock", step.label, _who(step), at=step.opened_at, until=step.due_at)
        for step in steps
        if step.done_at is None and not step.suspended and step.kind != StepKind.RETURN
    ]
    return [*marks, *open_steps, *_ahead(dossier, steps, now=now)]


def _who(step: Step) -> str:
    name = step.done_by or step.holder_name
    return f"{step.post.agency.name}, {name}" if name else step.post.agency.name


# Moves that a citizen reads on the road: title, icon, kind, and the paper that the move leaves.
_READ: dict[str, tuple[str, str, str, LetterKind | None]] = {
    Move.SUBMIT: ("Bạn nộp hồ sơ trực tuyến", "check", "done", LetterKind.DECLARATION),
    Move.ACCEPT: ("Được tiếp nhận, thời hạn bắt đầu tính", "check", "done", LetterKind.RECEIPT),
    Move.ACCEPT_AT_COUNTER: ("Nộp tại quầy và được tiếp nhận", "check", "done", LetterKind.RECEIPT),
    Move.ASK_COMPLETION: ("Yêu cầu bổ sung trước khi tiếp nhận", "pause", "wait", LetterKind.SUPPLEMENT_SLIP),
    Move.COMPLETE: ("Bạn đã bổ sung", "check", "done", LetterKind.DECLARATION),
    Move.REFUSE: ("Không được tiếp nhận", "no", "wait", LetterKind.REFUSAL_SLIP),
    Move.REQUEST_WITHDRAWAL: ("Bạn yêu cầu rút hồ sơ", "pause", "wait", None),
    Move.CONFIRM_WITHDRAWAL: ("Hồ sơ đã rút", "check", "done", LetterKind.STOP_NOTICE),
    Move.STOP: ("Dừng giải quyết", "no", "wait", LetterKind.STOP_NOTICE),
    Move.FINISH: ("Đã có kết quả", "check", "done", None),
    Move.RETURN: ("Đã trao kết quả", "check", "done", None),
}


def _moves(dossier: Dossier, letters: Sequence[Letter]) -> list[Mark]:
    marks = []
    applicant = (Move.SUBMIT, Move.COMPLETE, Move.REQUEST_WITHDRAWAL, Move.RETURN)
    for line in dossier.moves.all():
        if line.move not in _READ:
            continue
        title, icon, kind, paper = _READ[line.move]
        if line.move == Move.SUBMIT and dossier.channel == Channel.COUNTER:
            title = "Bạn mang hồ sơ đến quầy"
        letter = next((one for one in letters if one.kind == paper and one.at == line.at), None)
        who = "" if line.move in applicant else f"{dossier.committee.name}, {line.by}"
        note = line.note if line.move in (Move.ASK_COMPLETION, Move.REFUSE, Move.STOP) else ""
        marks.append(Mark(kind, icon, title, who, at=line.at, note=note, letter=letter))
    return marks


def _pauses(dossier: Dossier, letters: Sequence[Letter]) -> list[Mark]:
    marks = []
    for asked in dossier.supplements.filter(after_acceptance=True).exclude(sent_at=None):
        letter = next((one for one in letters if one.at == asked.sent_at), None)
        note = "; ".join(asked.items)
        if asked.answered_at:
            note += f". Bạn gửi lúc {local(asked.answered_at):%H:%M ngày %d/%m}."
        title = "Tạm dừng để bạn bổ sung giấy tờ"
        marks.append(Mark("wait", "pause", title, at=asked.sent_at, until=asked.closed_at, note=note, letter=letter))
    return marks


def _done_steps(steps: Sequence[Step]) -> list[Mark]:
    shown = (StepKind.PROCESS, StepKind.SEAL)
    return [
        Mark("done", "check", step.label, _who(step), at=step.done_at)
        for step in steps
        if step.done_at is not None and step.kind in shown and step.outcome not in ("Hồ sơ đã kết thúc", NOT_NEEDED)
    ]


def _ahead(dossier: Dossier, steps: Sequence[Step], *, now: datetime) -> list[Mark]:
    marks = []
    if dossier.status == Status.SUBMITTED or dossier.status == Status.AWAITING_COMPLETION:
        marks.append(Mark("next", "", "Tiếp nhận, bạn nhận giấy hẹn trả kết quả"))
    if dossier.status not in (Status.FINISHED, Status.WITHDRAWAL_REQUESTED):
        plan = plan_for(dossier, on=local(now).date())
        marks += [Mark("next", "", label, unit) for label, unit in _steps_ahead(plan, {step.node for step in steps})]
    if dossier.status != Status.WITHDRAWAL_REQUESTED:
        where = "ở trang hồ sơ của bạn" if dossier.result_wanted == "online" else f"tại quầy, {dossier.committee.name}"
        marks.append(Mark("next", "", f"Trả kết quả {where}", until=dossier.due_at))
    return marks


def _steps_ahead(plan: Plan, opened: set[str]) -> list[tuple[str, str]]:
    """Return the steps of the process that have not begun, those only sometimes needed left out."""
    order = [step.id for step in plan.steps]
    begun = [order.index(node) for node in opened if node in order]
    names = {plan.signs: plan.unit_names.get("decider", "")}
    rest = plan.steps[max(begun, default=-1) + 1 :]
    return [(step.action, names.get(step.id, plan.unit_names.get(step.role, ""))) for step in rest if not step.when]
