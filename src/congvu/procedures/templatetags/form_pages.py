"""Tags that put the parts of a form on a page: the fields of one step, what is wrong in it, the answers to read.

Fields are very many, so they are drawn by Jinja2, which takes a quarter of the time of Django's templates.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from django import template
from django.template import engines
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from congvu.procedures.rules.fields.reading import offered
from congvu.procedures.rules.fields.showing import FieldView, StepView
from congvu.procedures.rules.forms.answers import AnswerSection
from congvu.procedures.rules.forms.parts import Choices

register = template.Library()


@register.simple_tag
def form_step(step: StepView) -> SafeString:
    """Show the fields of one page; put it first inside the form element of the page."""
    return SafeString(_macros().step(step))


@register.simple_tag
def form_field(view: FieldView) -> SafeString:
    """Show one field alone."""
    return SafeString(_macros().field(view))


@register.simple_tag
def form_errors(step: StepView) -> SafeString:
    """Show the summary of what is wrong, each line leading to its input; nothing when all is well."""
    return SafeString(_macros().errors(step))


@register.simple_tag
def form_answers(sections: Sequence[AnswerSection], step_url: str = "") -> SafeString:
    """Show what was answered; "Sửa" leads to `step_url` + key of the step + "/", without it there is no "Sửa"."""
    return SafeString(_macros().answers(sections, step_url))


@cache
def _macros() -> Any:  # Any: has each macro of the file as an attribute
    """Return the macros of form.html, which escape what they are given."""
    drawing: Any = engines["jinja2"]
    ours = {"options_of": options_of, "suggestions": suggestions, "drawn": drawn}
    return drawing.env.get_template("procedures/form.html", globals=ours).module


def drawn(view: FieldView) -> SafeString:
    """Return the field; one in which nothing of anybody stands looks the same for everybody and is drawn once."""
    return _drawn_blank(view) if view.is_blank else SafeString(_macros().field(view))


@lru_cache(maxsize=4096)
def _drawn_blank(view: FieldView) -> SafeString:
    return SafeString(_macros().field(view))


def options_of(field: FieldView) -> SafeString:
    """Return what a select offers with the chosen one marked, or what a datalist suggests."""
    assert field.choices is not None
    if field.choices.is_open:
        return _offered(field.choices)
    return _listed(field.choices, field.value if field.value in field.choices.labels else "")  # whatever else was sent


def suggestions(names: Sequence[str]) -> SafeString:
    """Return the names that an input suggests."""
    return _suggested(tuple(names))


# Lists of peoples, countries and places are long and the same for everybody: each is written once a process.
@lru_cache(maxsize=2048)
def _listed(choices: Choices, chosen: str) -> SafeString:
    marks = {chosen: mark_safe(" selected")}  # our own constant
    lines = ((value, marks.get(value, ""), label) for value, label in choices.labels.items())
    return format_html_join("", '<option value="{}"{}>{}</option>', lines)


@lru_cache(maxsize=256)
def _offered(choices: Choices) -> SafeString:
    return _suggested(tuple(offered(value, label) for value, label in choices.labels.items()))


@lru_cache(maxsize=256)
def _suggested(names: tuple[str, ...]) -> SafeString:
    return format_html_join("", '<option value="{}"></option>', ((name,) for name in names))
