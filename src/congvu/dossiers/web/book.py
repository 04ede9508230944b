"""The tracking book of the officer's desk: on the screen, as the statutory form in PDF, and as CSV."""

import csv
from io import StringIO
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from congvu.base import clock
from congvu.base.formats import moment
from congvu.base.serving import filename_parameters
from congvu.base.web import officer_page, show
from congvu.dossiers.actions.access import note_export
from congvu.dossiers.queries import book, listing
from congvu.dossiers.rules.papers.slips import BookLine
from congvu.dossiers.web.acting import acting_of
from congvu.dossiers.web.officer_list import DAY

COLUMNS = (
    "STT",
    "Mã hồ sơ",
    "Tên thủ tục",
    "Số bộ",
    "Tên cá nhân, tổ chức",
    "Địa chỉ, điện thoại",
    "Cơ quan chủ trì giải quyết",
    "Ngày nhận",
    "Ngày hẹn trả",
    "Ngày trả",
    "Phương thức nhận kết quả",
    "Ghi chú",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=DAY,
    )


class BookForm(forms.Form):
    """Which year, procedure and days."""

    year = forms.IntegerField(
        label="Năm",
        required=False,
        min_value=2000,
        max_value=2100,
        error_messages={
            "invalid": "Hãy ghi năm bằng bốn chữ số.",
            "min_value": "Hãy ghi năm bằng bốn chữ số.",
            "max_value": "Hãy ghi năm bằng bốn chữ số.",
        },
    )
    procedure = forms.ChoiceField(label="Thủ tục", required=False)
    since = _day("Nhận từ ngày")
    until = _day("đến ngày")

    def chosen(self) -> book.Chosen:
        """Return the part of the book that is wanted; what cannot be read asks for nothing."""
        found = self.cleaned_data
        return book.Chosen(
            found.get("year") or clock.today().year,
            found.get("procedure") or "",
            found.get("since"),
            found.get("until"),
        )


def _form(request: HttpRequest) -> BookForm:
    if not book.may_read(acting_of(request)):
        raise Http404
    asked = request.GET.copy()
    asked.setdefault("year", str(clock.today().year))
    form = BookForm(asked, auto_id="so-%s")
    form.fields["procedure"].choices = [("", "Tất cả"), *listing.procedures()]  # type: ignore[attr-defined]  # a choice
    form.is_valid()
    return form


@officer_page
@require_safe
def tracking_book(request: HttpRequest) -> HttpResponse:
    """Show the book, fifty lines a page."""
    form = _form(request)
    chosen, after = form.chosen(), request.GET.get("after", "")
    found = book.entries(acting_of(request), chosen)
    if after.isdecimal() and len(after) < 10:
        found = found.filter(book_number__gt=int(after))
    rows = list(found[: book.PAGE + 1])
    kept = {name: text for name in form.fields if (text := request.GET.get(name, ""))}
    more = rows[: book.PAGE][-1].book_number if len(rows) > book.PAGE else None
    context: dict[str, Any] = {
        "here": "dossiers",
        "form": form,
        "year": chosen.year,
        "desk": book.desk_name(acting_of(request), on=clock.today()),
        "columns": COLUMNS,
        "rows": [_cells(book.line_of(row)) for row in rows[: book.PAGE]],
        "asked": urlencode(kept),
        "next": urlencode({**kept, "after": more}) if more else "",
        "first": f"?{urlencode(kept)}" if after else "",
    }
    return show(request, "dossiers/officer/book.html", context, status=422 if form.errors else 200)


@officer_page
@require_safe
def book_pdf(request: HttpRequest) -> HttpResponse:
    """Hand out the statutory form; who took it is written down."""
    officer, chosen = acting_of(request), _form(request).chosen()
    _note(request, chosen)
    rows = book.entries(officer, chosen)[: book.MOST_PRINTED]
    made = book.book_pdf(officer, chosen, rows, at=clock.now())
    return _answer(made.content, "application/pdf", f"Sổ theo dõi hồ sơ {chosen.year}.pdf")


@officer_page
@require_safe
def book_csv(request: HttpRequest) -> HttpResponse:
    """Hand out the book as CSV that spreadsheets open in Vietnamese; who took it is written down."""
    officer, chosen = acting_of(request), _form(request).chosen()
    _note(request, chosen)
    out = StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in book.entries(officer, chosen).iterator():
        writer.writerow([_safe(cell) for cell in _cells(book.line_of(row))])
    return _answer(out.getvalue().encode(), "text/csv; charset=utf-8", f"Sổ theo dõi hồ sơ {chosen.year}.csv")


def _note(request: HttpRequest, chosen: book.Chosen) -> None:
    asked = {"book": str(chosen.year), "procedure": chosen.procedure}
    note_export(
        officer=acting_of(request), asked={key: value for key, value in asked.items() if value}, now=clock.now()
    )


def _answer(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f"attachment; {filename_parameters(name)}"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _cells(line: BookLine) -> list[str]:
    times = (line.received_at, line.due_at, line.returned_at)
    return [
        str(line.number),
        line.code,
        line.procedure,
        f"{line.sets:02d}",
        line.owner,
        line.contact,
        line.agency,
        *(moment(at) if at else "" for at in times),
        line.delivery,
        line.note,
    ]


def _safe(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
