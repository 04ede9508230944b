"""Tags that put the parts of a form on a page: the fields of one step, what is wrong in it, the answers to read."""

from collections.abc import Sequence

from django import template

from congvu.procedures.rules.forms.answers import AnswerSection

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
