"""What the statutory papers of a dossier say, gathered at the moment they are written, and their PDF."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from congvu.base.clock import local
from congvu.base.typeset import typeset
from congvu.dossiers.models import Dossier, Letter
from congvu.dossiers.rules.papers.declarations import Declaration, sections_of
from congvu.dossiers.rules.papers.forms import TEMPLATES, Paper
from congvu.dossiers.rules.papers.parts import ChargeLine, Check, Letterhead, PaperLine, Person
from congvu.dossiers.rules.papers.slips import (
    ControlSheet,
    HandOver,
    Receipt,
    RefusalSlip,
    Regime,
    StopNotice,
    SupplementSlip,
)
from congvu.dossiers.terms import LetterKind, PaperState
from congvu.org import queries as org
from congvu.payments.queries import charges_of
from congvu.procedures.queries import form_of

Maker = Callable[["Dossier", dict[str, Any], Mapping[str, Any], str, datetime], Paper]
UNIT_WORDS = {
    "working_days": "ngày làm việc",
    "days": "ngày",
    "working_hours": "giờ làm việc",
    "months": "tháng",
    "same_day": "trong ngày",
}


def term_words(amount: int, unit: str) -> str:
    """Return "03 ngày làm việc", or "trong ngày"."""
    return UNIT_WORDS["same_day"] if unit == "same_day" else f"{amount:02d} {UNIT_WORDS[unit]}"


def letter_pdf(letter: Letter) -> bytes:
    """Return the PDF of a letter from what it kept; equal content gives equal bytes."""
    template = TEMPLATES / f"{letter.kind}.typ"
    title = letter.get_kind_display()
    return typeset(template, data=letter.content, at=letter.at, title=title)


def letter_content(
    dossier: Dossier, kind: LetterKind, *, number: str, extra: Mapping[str, Any], by: str, at: datetime
) -> dict[str, Any]:
    """Return what the paper prints, as JSON that no later change of the dossier touches."""
    makers: dict[LetterKind, Maker] = {
        LetterKind.DECLARATION: _declaration,
        LetterKind.RECEIPT: _receipt,
        LetterKind.SUPPLEMENT_SLIP: _supplement_slip,
        LetterKind.REFUSAL_SLIP: _refusal_slip,
        LetterKind.STOP_NOTICE: _stop_notice,
        LetterKind.CONTROL_SHEET: _control_sheet,
    }
    paper: Paper = makers[kind](dossier, _head(dossier, number=number, at=at), extra, by, at)
    return _json(paper.printed())


def _json(value: Any) -> Any:  # Any: the shapes of JSON
    return json.loads(json.dumps(value, default=_parts, ensure_ascii=False))


def _parts(value: Any) -> dict[str, Any]:  # Any: what is not JSON in a paper is one of its dataclasses
    return {name: getattr(value, name) for name in value.__dataclass_fields__}  # `fields` makes a tuple each time


def check_of(dossier: Dossier) -> Check:
    """Return the code and the address at which anybody with the slip can follow the dossier."""
    return Check(code=str(dossier), address=f"{settings.CONGVU_ADDRESS}/dossiers/track/")


def letterhead_of(dossier: Dossier) -> Letterhead:
    """Return the head that the committee's papers carry."""
    head = org.letterhead(dossier.committee)
    return Letterhead(superior=head.superior, issuer=head.issuer, place=head.place)


def owner_of(dossier: Dossier) -> Person:
    """Return the owner as papers name them."""
    return Person(
        dossier.owner_name, dossier.owner_id_number, dossier.owner_address, dossier.owner_phone, dossier.owner_email
    )


def _head(dossier: Dossier, *, number: str, at: datetime) -> dict[str, Any]:
    return {
        "regime": Regime(dossier.regime),
        "head": letterhead_of(dossier),
        "number": number,
        "dated": local(at).date(),
        "code": str(dossier),
        "check": check_of(dossier),
    }


def _desk(dossier: Dossier, at: datetime) -> str:
    return org.desk_of(dossier.committee, local(at).date()).name


def _content(dossier: Dossier) -> str:
    return dossier.version.procedure.name


def _receipt(dossier: Dossier, head: dict[str, Any], extra: Mapping[str, Any], by: str, at: datetime) -> Receipt:
    given = dossier.papers.exclude(state=PaperState.MISSING)
    delivery = "Bản điện tử trên Cổng dịch vụ công" if dossier.result_wanted == "online" else _desk(dossier, at)
    submitter = Person(dossier.submitter_name, dossier.submitter_id_number)
    return Receipt(
        **head,
        desk=_desk(dossier, at),
        owner=owner_of(dossier),
        submitter=submitter if dossier.submitter_name not in ("", dossier.owner_name) else None,
        content=_content(dossier),
        papers=tuple(PaperLine(p.name, p.originals, p.copies, p.reason or p.get_state_display()) for p in given),
        term=term_words(dossier.limit_amount, dossier.limit_unit),
        received_at=at,
        due_at=dossier.due_at,
        delivery=delivery,
        charges=tuple(ChargeLine(c.label, c.amount_vnd, c.get_state_display()) for c in charges_of(dossier.ref)),
        book=book_of(dossier),
        book_number=f"{dossier.book_number:04d}" if dossier.book_number else "",
        secret=dossier.secret,
        submitter_name=dossier.submitter_name or dossier.owner_name,
        receiver_name=by,
    )


def book_of(dossier: Dossier) -> str:
    """Return the volume (quyển số) of the tracking book in which the dossier stands."""
    return f"01/{dossier.book_year}" if dossier.book_year else ""


def _supplement_slip(
    dossier: Dossier, head: dict[str, Any], extra: Mapping[str, Any], by: str, at: datetime
) -> SupplementSlip:
    return SupplementSlip(
        **head,
        desk=_desk(dossier, at),
        owner=owner_of(dossier),
        content=_content(dossier),
        items=tuple(extra["items"]),
        reason=extra["reason"],
        respond_by=datetime.fromisoformat(extra["respond_by"]) if extra.get("respond_by") else None,
        secret=dossier.secret,
        contact_name=by,
        contact_phone="",
        guide_name=by,
    )


def _refusal_slip(
    dossier: Dossier, head: dict[str, Any], extra: Mapping[str, Any], by: str, at: datetime
) -> RefusalSlip:
    return RefusalSlip(
        **head,
        desk=_desk(dossier, at),
        owner=owner_of(dossier),
        content=_content(dossier),
        reason=extra["reason"],
        legal_ground=extra.get("legal_ground", ""),
        secret=dossier.secret,
        submitter_name=dossier.submitter_name or dossier.owner_name,
        receiver_name=by,
    )


def _stop_notice(dossier: Dossier, head: dict[str, Any], extra: Mapping[str, Any], by: str, at: datetime) -> StopNotice:
    last = dossier.steps.filter(kind="process").order_by("-opened_at").first()
    return StopNotice(
        regime=head["regime"],
        code=head["code"],
        head=extra["head"],
        check=extra["check"],  # number and day come with the agency's signature
        addressee=dossier.owner_name,
        content=_content(dossier),
        ground=extra["reason"],
        stage=last.label if last else "Chưa tiếp nhận",
        returned=tuple(filter(None, [extra.get("papers_returned", "")])),
        effective_at=at,
        signer=extra["signer"],
        recipients=(dossier.owner_name,),
    )


def _control_sheet(
    dossier: Dossier, head: dict[str, Any], extra: Mapping[str, Any], by: str, at: datetime
) -> ControlSheet:
    steps = list(dossier.steps.filter(kind="process").select_related("post__agency").order_by("opened_at", "id"))
    moves = []
    giver_unit = _desk(dossier, at)
    for step in steps:
        unit = step.post.agency.name
        moves.append(
            HandOver(
                given_by_unit=giver_unit,
                received_by_unit=unit,
                at=step.opened_at,
                giver=step.giver_name,
                receiver=step.holder_name or step.done_by,
                outcome=outcome_words(step.done_at, step.due_at),
                note=step.outcome,
            )
        )
        giver_unit = unit
    return ControlSheet(**head, agency=dossier.committee.name, content=_content(dossier), moves=tuple(moves))


def outcome_words(done_at: datetime | None, due_at: datetime | None) -> str:
    """Return "trước hạn", "đúng hạn" or "quá hạn" for a finished step, empty for one that waits or has no limit."""
    if done_at is None or due_at is None:
        return ""
    if done_at > due_at:
        return "quá hạn"
    return "đúng hạn" if local(done_at).date() == local(due_at).date() else "trước hạn"


def _declaration(
    dossier: Dossier, head: dict[str, Any], extra: Mapping[str, Any], by: str, at: datetime
) -> Declaration:
    form = form_of(dossier.version)
    return Declaration(
        title=form.title,
        addressee=dossier.committee.name,
        sections=sections_of(form, dossier.data, today=local(at).date()),
        promise=form.declaration,
        submitter=by,
        submitted_at=at,
        code=dossier.request_number or "",
        check=head["check"],
    )
