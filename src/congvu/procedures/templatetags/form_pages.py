"""Tags that put the parts of a form on a page: the fields of one step, what is wrong in it, the answers to read."""

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from congvu.procedures.rules.fields.reading import offered
from congvu.procedures.rules.fields.showing import FieldView
from congvu.procedures.rules.forms.answers import AnswerSection
from congvu.procedures.rules.forms.parts import Choices

register = template.Library()


@register.inclusion_tag("procedures/fields/_step.html")
def form_step(step: object) -> dict[str, object]:
    """Show the fields of one page (a StepView); put it first inside the form element of the page."""
    return {"step": step}


@register.inclusion_tag("procedures/fields/_errors.html")
def form_errors(step: object) -> dict[str, object]:
    """Show the summary of what is wrong, each line leading to its input; nothing when all is well."""
    return {"step": step}


@register.inclusion_tag("procedures/fields/_answers.html")
def form_answers(sections: Sequence[AnswerSection], step_url: str = "") -> dict[str, object]:
    """Show what was answered; "Sửa" leads to `step_url` + key of the step + "/", without it there is no "Sửa"."""
    return {"sections": sections, "step_url": step_url}


@register.simple_tag
def options_of(field: FieldView) -> SafeString:
    """Show what a select offers with the chosen one marked, or what a datalist suggests."""
    assert field.choices is not None
    return _offered(field.choices) if field.choices.is_open else _listed(field.choices, field.value)


@register.simple_tag
def suggestions(names: Sequence[str]) -> SafeString:
    """Show the names that an input suggests."""
    return _suggested(tuple(names))


# Lists of peoples, countries and places are long and the same for everybody: each is written once a process.
@lru_cache(maxsize=2048)
def _listed(choices: Choices, chosen: str) -> SafeString:
    marks = {chosen: mark_safe(" selected")}  # noqa: S308  # our own constant
    lines = ((value, marks.get(value, ""), label) for value, label in choices.labels.items())
    return format_html_join("", '<option value="{}"{}>{}</option>', lines)


@lru_cache(maxsize=256)
def _offered(choices: Choices) -> SafeString:
    return _suggested(tuple(offered(value, label) for value, label in choices.labels.items()))


@lru_cache(maxsize=256)
def _suggested(names: tuple[str, ...]) -> SafeString:
    return format_html_join("", '<option value="{}"></option>', ((name,) for name in names))
