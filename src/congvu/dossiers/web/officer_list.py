"""The officers' list of dossiers: search, filters, order, pages, and its export for a spreadsheet."""

import csv
from collections.abc import Iterator
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from congvu.base import clock
from congvu.base.formats import moment
from congvu.base.inbox import place_of
from congvu.base.text import nfc
from congvu.base.web import officer_page, show
from congvu.dossiers.actions.access import note_export
from congvu.dossiers.models import Dossier
from congvu.dossiers.queries import listing, sheet
from congvu.dossiers.queries.listing import Order, Wanted
from congvu.dossiers.rules.badges import status_badge
from congvu.dossiers.terms import Status
from congvu.dossiers.web.acting import acting_of

COLUMNS = (
    "Mã hồ sơ",
    "Số yêu cầu",
    "Mã thủ tục",
    "Thủ tục",
    "Chủ hồ sơ",
    "Trạng thái",
    "Cách thức nộp",
    "Nộp lúc",
    "Tiếp nhận lúc",
    "Hẹn trả",
    "Có kết quả lúc",
    "Trả lúc",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
DAY = {"invalid": "Hãy ghi ngày như 27/04/2020."}


class SearchForm(forms.Form):
    """What to look for; every field may be left empty."""

    q = forms.CharField(label="Mã hồ sơ, số yêu cầu, tên người, thủ tục", required=False, max_length=100)
    procedure = forms.ChoiceField(label="Thủ tục", required=False)
    status = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[("", "Tất cả"), *Status.choices[1:]]
    )  # all but drafts
    since = forms.DateField(
        label="Nộp từ ngày",
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=DAY,
    )
    until = forms.DateField(
        label="đến ngày",
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=DAY,
    )
    order = forms.ChoiceField(
        label="Sắp xếp",
        required=False,
        choices=[(Order.NEWEST.value, "Mới nộp trước"), (Order.NEXT_DUE.value, "Chưa xong, hạn gần nhất trước")],
    )

    def wanted(self) -> Wanted:
        """Return what is asked for; a field that cannot be read asks for nothing."""
        found = self.cleaned_data
        return Wanted(
            words=nfc(found.get("q") or ""),
            procedure=found.get("procedure") or "",
            status=found.get("status") or "",
            since=found.get("since"),
            until=found.get("until"),
            order=Order(found.get("order") or Order.NEWEST),
        )


def _form(request: HttpRequest) -> SearchForm:
    form = SearchForm(request.GET, auto_id="tim-%s")
    form.fields["procedure"].choices = [("", "Tất cả"), *listing.procedures()]  # type: ignore[attr-defined]  # a choice
    form.is_valid()
    return form


@officer_page
@require_safe
def dossiers(request: HttpRequest) -> HttpResponse:
    """Show the dossiers that the officer may open, one page of what is asked for."""
    form = _form(request)
    after = place_of(request.GET.get("after", ""))
    rows, following = listing.one_page(acting_of(request), form.wanted(), after=after)
    clocks = sheet.clocks_of(rows, now=clock.now())
    kept = {name: text for name in form.fields if (text := request.GET.get(name, ""))}
    context = {
        "here": "dossiers",
        "form": form,
        "rows": [(row, status_badge(row.status), how) for row, how in zip(rows, clocks, strict=True)],
        "filtered": bool(kept.keys() - {"order"}),
        "next": urlencode({**kept, "after": str(following)}) if following else "",
        "first": f"?{urlencode(kept)}" if after else "",
        "export": urlencode(kept),
    }
    return show(request, "dossiers/officer/dossiers.html", context, status=422 if form.errors else 200)


@officer_page
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """Hand out what is asked for as CSV that spreadsheets open in Vietnamese, row by row; who took it is written."""
    officer, form = acting_of(request), _form(request)
    asked = {name: str(value) for name, value in form.cleaned_data.items() if value}
    note_export(officer=officer, asked=asked, now=clock.now())
    response = StreamingHttpResponse(
        _lines(listing.all_rows(officer, form.wanted())), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="ho-so-{clock.today():%Y%m%d}.csv"'
    return response


class _Echo:
    """What the csv writer writes to: gives each line back."""

    def write(self, line: str) -> str:
        return line


def _lines(rows: Iterator[Dossier]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + str(writer.writerow(COLUMNS))
    for row in rows:
        yield str(writer.writerow([_safe(cell) for cell in _cells(row)]))


def _cells(row: Dossier) -> tuple[str, ...]:
    times = (row.submitted_at, row.accepted_at, row.due_at, row.finished_at, row.returned_at)
    return (
        row.code or "",
        row.request_number or "",
        row.version.procedure.code,
        row.version.procedure.name,
        row.owner_name,
        str(row.get_status_display()),
        str(row.get_channel_display()),
        *(moment(at) if at else "" for at in times),
    )


def _safe(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
