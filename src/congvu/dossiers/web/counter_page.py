"""The one page of an intake: what it shows, and what a post of it means."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.core import signing
from django.http import HttpRequest, QueryDict

from congvu.accounts.rules import Acting
from congvu.base.clock import local
from congvu.dossiers.models import Dossier
from congvu.dossiers.queries.lookup import Person, person_of, typed_sources
from congvu.dossiers.queries.plans import asked_papers, charge_lines, plan_for
from congvu.dossiers.rules.intake import FeeNote, Intake, filled, minus
from congvu.dossiers.terms import PaperState, Status
from congvu.dossiers.web.forms_counter import (
    OTHER,
    OWNER,
    FeeRow,
    PaperRow,
    PeopleForm,
    read_fee,
    read_paper,
    uploads_of,
)
from congvu.procedures.queries import form_of
from congvu.procedures.rules.fields.reading import asked_paths, read_step, with_rows_changed
from congvu.procedures.rules.fields.showing import FieldView, StepView, step_view
from congvu.procedures.rules.forms.form import DECLARATION, Form
from congvu.procedures.rules.forms.parts import FormError, Step
from congvu.workdays.queries import calendar_of
from congvu.workdays.rules.calendar import NoWorkingTime
from congvu.workdays.rules.deadlines import CUT_OFF, Deadline, deadline

SALT = "dossiers.counter.person"


@dataclass(slots=True)
class Section:
    """One part of the declaration under its title."""

    title: str
    fields: list[FieldView]


@dataclass(slots=True)
class IntakePage:
    """One intake being looked at; the dossier in memory carries what was typed, nothing here saves it."""

    dossier: Dossier
    officer: Acting
    now: datetime
    people: PeopleForm
    data: dict[str, object]
    papers: list[PaperRow] = field(default_factory=list)
    fees: list[FeeRow] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    form_errors: list[FormError] = field(default_factory=list)
    matches: list[Person] | None = None
    picked: str = ""
    fills_more: bool = False  # an answer said that two of the people are one

    @property
    def today(self) -> date:
        return local(self.now).date()

    @property
    def form(self) -> Form:
        return form_of(self.dossier.version)

    @property
    def whole(self) -> Step:
        """All pages of the form as one."""
        return Step("all", self.form.title, self.form.fields)

    def intake(self, request: HttpRequest) -> Intake:
        """Return what was typed, as the action takes it."""
        return Intake(
            seen_at=instant(request.POST.get("seen", "")) or self.now,
            data=self.data,
            owner=self.people.owner(),
            submitter=self.people.submitter(),
            receiver_name=str(self.people.cleaned_data.get("receiver_name", "")),
            result_wanted=str(self.people.cleaned_data.get("result_wanted", "counter")),
            papers=tuple(row.note(uploads_of(row, request.FILES)) for row in self.papers),
            picked=self.picked,
        )

    def asks_the_same(self, post: QueryDict) -> bool:
        """Tell whether the page already shows what the answers ask for and fill in."""
        fields = asked_paths(self.whole.fields, self.data, today=self.today)
        papers = {row.key for row in self.papers}
        return (
            not self.fills_more
            and set(fields) == set(post.getlist("asked"))
            and papers == set(post.getlist("asked_paper"))
        )

    def fee_notes(self) -> list[FeeNote]:
        return [row.as_note() for row in self.fees]

    def look_for_errors(self, request: HttpRequest) -> None:
        """Find everything that keeps this from being accepted."""
        self.errors = [(f"id_{name}", text) for name, text in self.people.wrong()]
        self.form_errors = self.form.check(self.data, today=self.today, regime=self.dossier.regime)
        for row in self.papers:
            note = row.note(uploads_of(row, request.FILES))
            state = note.state(shown_only=row.shown_only, has_files=bool(row.files))
            if not row.error and state == PaperState.MISSING:
                row.error = (
                    f"Chưa xem “{row.name}”. Đánh dấu khi đã xem, hoặc ghi lý do."
                    if row.shown_only
                    else f"Chưa nhận “{row.name}”. Đánh dấu đã nhận, chọn tệp quét, hoặc ghi lý do không phải nộp."
                )
        self.errors += [paper.link for paper in self.papers if paper.error]
        self.errors += [fee.link for fee in self.fees if fee.error]

    def was_kept(self, dossier: Dossier) -> None:
        """Show the draft as it is stored now: its state, and the files that came along."""
        self.dossier.changed_at = dossier.changed_at
        saved = {paper.key: paper for paper in self.dossier.papers.prefetch_related("files__file")}
        for row in self.papers:
            row.files = list(saved[row.key].files.all()) if row.key in saved else ()

    @property
    def is_wrong(self) -> bool:
        return bool(self.errors or self.form_errors)

    def context(self) -> dict[str, object]:
        """Return what the template shows."""
        shown = step_view(
            self.form,
            self.whole,
            self.data,
            today=self.today,
            errors=self.form_errors,
            regime=self.dossier.regime,
            watched=self.form.asked_about_papers,
        )
        sections = self._sections(shown)
        return {
            "page": self,
            "dossier": self.dossier,
            "people": self.people,
            "step": shown,
            "sections": sections,
            "papers": self.papers,
            "fees": self.fees,
            "errors": self._links(shown, sections),
            "matches": self._offered(),
            "declaration": self.form.declaration,
            "declared": self.data.get(DECLARATION) is True,
            "promise": self.promise(),
            "focus": self._focus(shown),
            "seen": self.dossier.changed_at.isoformat(),
            "asked": self.dossier.supplements.last() if self.dossier.status != Status.DRAFT else None,
            "here": "counter",
        }

    def _sections(self, shown: StepView) -> list[Section]:
        by_path = {view.path: view for view in shown.fields}
        sections = []
        for step in self.form.steps:
            views = [by_path[one.key] for one in step.fields if one.key in by_path]
            title = step.title.casefold()
            sections.append(
                Section(step.title, [replace(v, is_title_again=v.label.casefold() == title) for v in views])
            )
        return [section for section in sections if section.fields]

    def _links(self, shown: StepView, sections: list[Section]) -> list[tuple[str, str]]:
        declared = [error for error in self.form_errors if error.path == DECLARATION]
        told = {error.message for error in declared}
        of_form = [(id, _named(id, message, sections)) for id, message in shown.errors if message not in told]
        people = [link for link in self.errors if link[0].startswith("id_")]
        rest = [link for link in self.errors if not link[0].startswith("id_")]
        end = [("declared", "Hãy xác nhận người nộp đã cam đoan và ký tờ khai.")] if declared else []
        return [*people, *of_form, *rest, *end]

    def _offered(self) -> list[tuple[str, Person]] | None:
        if self.matches is None:
            return None
        return [(signing.dumps([self.dossier.pk, one.source], salt=SALT), one) for one in self.matches]

    def _focus(self, shown: StepView) -> str:
        if self.errors or self.form_errors:
            return ""
        if self.matches:
            return "match-1"
        if not self.dossier.owner_name:
            return "who"
        return next((found for view in shown.fields if (found := _empty_input(view))), "declared")

    def promise(self) -> Deadline | None:
        """Return when the result would be due if this were accepted now."""
        plan = plan_for(self.dossier, on=self.today)
        try:
            return deadline(
                self.now,
                amount=plan.limit_amount,
                unit=plan.limit_unit,
                mode=self.dossier.committee.deadline_mode,
                calendar=calendar_of(self.dossier.committee.calendar_id),
                cut_off=plan.cut_off or CUT_OFF,
            )
        except NoWorkingTime:
            return None


def page_of(dossier: Dossier, *, officer: Acting, now: datetime) -> IntakePage:
    """Return the page as the draft stands."""
    is_other = bool(dossier.submitter_name) and dossier.submitter_name != dossier.owner_name
    initial = {
        **{f"owner_{key}": getattr(dossier, f"owner_{key}") for key in ("name", "id_number", "phone", "email")},
        "owner_address": dossier.owner_address,
        "submitted_by": OTHER if is_other or dossier.submitter_relation else OWNER,
        "submitter_name": dossier.submitter_name if is_other else "",
        "submitter_id_number": dossier.submitter_id_number if is_other else "",
        "submitter_relation": dossier.submitter_relation,
        "receiver_name": dossier.receiver_name,
        "result_wanted": dossier.result_wanted,
    }
    page = IntakePage(dossier, officer, now, PeopleForm(initial=initial), dict(dossier.data))
    if not page.data:
        page.data = page.form.prefill({}, today=page.today)
    page.papers, page.fees = _papers(page), _fees(page)
    return page


def posted_page(request: HttpRequest, dossier: Dossier, *, officer: Acting, now: datetime) -> IntakePage:
    """Return the page as it was typed; nothing is saved."""
    page = IntakePage(dossier, officer, now, PeopleForm(request.POST), dict(dossier.data))
    page.people.is_valid()
    _read_answers(page, request)
    _carry(page)
    page.papers, page.fees = _papers(page), _fees(page)
    for row in page.papers:
        read_paper(row, request.POST)
    for fee in page.fees:
        read_fee(fee, request)
    return page


def _read_answers(page: IntakePage, request: HttpRequest) -> None:
    read = read_step(page.form, page.whole, request.POST, today=page.today)
    rows = with_rows_changed(page.whole, read, request.POST, today=page.today)
    data = {key: value for key, value in page.dossier.data.items() if key != DECLARATION}
    data |= read if rows is None else rows
    if request.POST.get("declared") == "on":
        data[DECLARATION] = True
    if rows is None:
        submitter = page.people.submitter()
        owner = page.people.owner()
        own = submitter["name"] == owner["name"]
        sources = typed_sources(
            name=submitter["name"],
            id_number=submitter["id_number"],
            phone=owner["phone"] if own else "",
            email=owner["email"] if own else "",
        )
        data = filled(page.form.clean(data, today=page.today), page.form.prefill(sources, today=page.today))
        same = page.form.follow(data, before=page.dossier.data, today=page.today)
        page.fills_more = same != data
        data = page.form.clean(same, today=page.today)
    page.data = data


def pick(page: IntakePage, token: str) -> bool:
    """Put the person whom the officer chose into the page; False when the choice is none of this search."""
    try:
        number, source = signing.loads(token, salt=SALT, max_age=900)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    person = person_of(source, committee_key=page.officer.committee_key, on=page.today)
    if number != page.dossier.pk or person is None:
        return False
    typed = dict(page.people.data.items())
    for key, value in (
        ("name", person.name),
        ("id_number", person.id_number),
        ("phone", person.phone),
        ("email", person.email),
        ("address", person.address),
    ):
        typed[f"owner_{key}"] = value
    page.people = PeopleForm(typed)
    page.people.is_valid()
    known = page.form.prefill(person.sources, today=page.today)
    defaults = page.form.prefill({}, today=page.today)
    page.data = page.form.clean(filled(filled(minus(known, defaults), page.data), known), today=page.today)
    page.picked = person.source
    _carry(page)
    return True


def _named(id: str, message: str, sections: list[Section]) -> str:
    """Return the message with the part of the declaration that it is about: a form names many people."""
    for section in sections:
        if any(id == one.id or id.startswith(f"{one.id}-") for one in section.fields):
            return f"{section.title}: {message[:1].lower()}{message[1:]}"
    return message


def _carry(page: IntakePage) -> None:
    """Let the dossier in memory carry what was typed, so that papers, plan and fees follow from it."""
    page.dossier.data = page.data
    for key, value in page.people.owner().items():
        setattr(page.dossier, f"owner_{key}", value)
    for key, value in page.people.submitter().items():
        setattr(page.dossier, f"submitter_{key}", value)


def _papers(page: IntakePage) -> list[PaperRow]:
    saved = {paper.key: paper for paper in page.dossier.papers.prefetch_related("files__file")}
    usual = {row["ten"]: row for row in page.dossier.version.catalogue["thanh_phan_ho_so"]}
    rows = []
    for asked in asked_papers(page.dossier, on=page.today):
        paper, catalogue = saved.get(asked.key), usual.get(asked.name, {})
        here = paper is not None and paper.state in (PaperState.HANDED_IN, PaperState.SHOWN)
        originals, copies = (
            (paper.originals, paper.copies)
            if paper is not None and here
            else (catalogue.get("ban_chinh", 1), catalogue.get("ban_sao", 0))
        )
        rows.append(
            PaperRow(
                asked.key,
                asked.name,
                asked.shown_only,
                here=here,
                originals=str(originals),
                copies=str(copies),
                reason=paper.reason if paper else "",
                files=list(paper.files.all()) if paper else (),
            )
        )
    return rows


def _fees(page: IntakePage) -> list[FeeRow]:
    lines = charge_lines(page.dossier, on=page.today)
    return [FeeRow(str(line.kind), line.label, line.amount_vnd, line.note) for line in lines]


def _empty_input(view: FieldView) -> str:
    """Return the id of the first input below this field that must be filled in and is not."""
    for inner in view.fields:
        if found := _empty_input(inner):
            return found
    for row in view.rows:
        for inner in row.fields:
            if found := _empty_input(inner):
                return found
    if view.is_optional or view.fields or view.rows:
        return ""
    if view.parts:
        return "" if any(part.value for part in view.parts) else view.parts[0].id
    if view.widget in ("radios", "checkboxes"):
        return "" if any(one.is_chosen for one in view.options) else view.options[0].id
    return "" if view.value else view.id


def instant(text: str) -> datetime | None:
    """Return the instant that a page carried along, None for anything else."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
