"""Fields of the officers' forms in the markup of our pages."""

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()
_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
)


@register.filter
def desk_control(field: BoundField) -> SafeString:
    """Draw the control of a field with our class and the ids of its hint and error."""
    widget = field.field.widget
    name = next((name for kind, name in _CLASSES if isinstance(widget, kind)), "govuk-input")
    described = [f"{field.auto_id}-hint"] * bool(field.help_text) + [f"{field.auto_id}-error"] * bool(field.errors)
    attributes: dict[str, str | bool] = {"class": name}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if field.errors:
        attributes |= {"class": f"{name} {name}--error", "aria-invalid": "true"}
    return field.as_widget(attrs=attributes)


@register.filter
def is_ticks(field: BoundField) -> bool:
    """Tell whether the field is a list of boxes to tick."""
    return isinstance(field.field.widget, forms.CheckboxSelectMultiple)
