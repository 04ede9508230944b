"""One page of a form answered: what the wizard does with a post, in one call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from congvu.procedures.rules.fields.reading import newly_shown, read_step, with_rows_changed
from congvu.procedures.rules.fields.showing import StepView, step_view
from congvu.procedures.rules.forms.form import Form
from congvu.procedures.rules.forms.parts import FormError, Scope, Step

_MORE_IS_ASKED = "Với câu trả lời này, bạn cần khai thêm ở trang này."


@dataclass(frozen=True, slots=True)
class StepAnswer:
    """The whole answer after this page, and the page to show again; None = all is well, go on.

    `has_errors` tells a page with something wrong (status 422) from one that only asks more (200).
    """

    data: dict[str, object]
    view: StepView | None
    has_errors: bool = False


def answer_step(
    form: Form,
    step: Step,
    data: Scope,
    post: QueryDict,
    *,
    today: date,
    regime: str = "",
    places: Mapping[str, Sequence[str]] | None = None,
) -> StepAnswer:
    """Read the page, lay it over the answer so far, and say what comes next.

    Without scripts: "Thêm một mục" and "Bỏ mục này" show the page again with other rows, and an answer that brings up
    questions shows it again with them. With htmx the page sends itself with "refresh" when a deciding answer changes.
    """

    def shown(answer: Scope, errors: Sequence[FormError] = ()) -> StepView:
        return step_view(form, step, answer, today=today, errors=errors, places=places, regime=regime)

    read = read_step(form, step, post, today=today)
    rows = with_rows_changed(step, read, post, today=today)
    merged = form.follow({**data, **(read if rows is None else rows)}, before=data, today=today)
    tidy = form.clean(merged, today=today)
    if rows is not None or post.get("refresh"):
        return StepAnswer(tidy, shown(merged))
    fresh = newly_shown(step, tidy, post, today=today)
    errors = [
        error
        for error in form.check_step(step, tidy, today=today, regime=regime)
        if not any(error.path == path or error.path.startswith((f"{path}.", f"{path}[")) for path in fresh)
    ]
    if not errors and not fresh:
        return StepAnswer(tidy, None)
    view = shown(tidy, errors)
    view.note = _MORE_IS_ASKED if fresh else ""
    return StepAnswer(tidy, view, has_errors=bool(errors))
