"""Jinja2 for the parts that are drawn most often (decision 10): as Django's templates, only faster."""

from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat, linebreaksbr
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from congvu.base.templatetags import page


def environment(**options: Any) -> Environment:
    """Return what Django's Jinja2 engine draws with: our icons, addresses and dates; a name nobody gave is an error."""
    drawing = Environment(**options | {"undefined": StrictUndefined})
    drawing.globals |= {"icon": page.icon, "site_name": settings.CONGVU_SITE_NAME, "turning": page.turning, "url": url}
    drawing.filters |= {
        "filesizeformat": filesizeformat,
        "linebreaksbr": linebreaksbr,
        "vn_time": page.vn_time,
        "vn_weekday_moment": page.vn_weekday_moment,
    }
    return drawing


def url(name: str, *arguments: object) -> str:
    """Return the address of the page of this name, as `{% url %}` does. Raises NoReverseMatch."""
    return reverse(name, args=arguments)
