"""Fields of forms in the markup of our pages."""

from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

from congvu.accounts.rules import device_words

register = template.Library()


@register.filter
def control(field: BoundField) -> SafeString:
    """Draw the control of a field with our class and the ids of its hint and error."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        name = "govuk-checkboxes__input"
    else:
        name = "govuk-select" if isinstance(widget, forms.Select) else "govuk-input"
    described = [f"{field.auto_id}-hint"] * bool(field.help_text) + [f"{field.auto_id}-error"] * bool(field.errors)
    attributes: dict[str, Any] = {"class": name, "placeholder": False}  # the label says it, and stays while typing
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if field.errors:
        attributes["class"] += f" {name}--error"
        attributes["aria-invalid"] = "true"
    return field.as_widget(attrs=attributes)


@register.filter
def complaints(field: BoundField) -> list[str]:
    """Return what is wrong with a field; an empty one is named, so that each line of the list says what to do."""
    choose = isinstance(field.field.widget, forms.Select | forms.CheckboxInput)
    said: list[str] = []
    for error in field.errors.as_data():
        missing = f"Hãy {'chọn' if choose else 'điền'} “{str(field.label).rstrip(':')}”."
        said += [missing] if error.code == "required" else [str(message) for message in error.messages]
    return said


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Tell whether the label stands after the control."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_radios(field: BoundField) -> bool:
    """Tell whether the field is a choice among radios."""
    return isinstance(field.field.widget, forms.RadioSelect)


@register.filter
def device(user_agent: str) -> str:
    """Return which browser on which kind of machine this is."""
    return device_words(user_agent)
