"""Filters and tags that every template may use: dates, money, icons, status."""

from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.template import Context, engines
from django.utils.html import format_html
from django.utils.safestring import SafeString

from congvu.base import formats
from congvu.base.web import PAGE

register = template.Library()


@register.filter
def vn_day(value: date | None) -> str:
    """Show a day as 27/04/2020, nothing as an empty text."""
    return formats.day(value) if value else ""


@register.filter
def vn_weekday(value: date | datetime | None) -> str:
    """Show a day as thứ Hai 27/04/2020."""
    if isinstance(value, datetime):
        value = formats.local(value).date()
    return formats.weekday_and_day(value) if value else ""


@register.filter
def vn_time(value: datetime) -> str:
    """Show the time of an instant as 17:00."""
    return formats.time_of_day(value)


@register.filter
def vn_moment(value: datetime | None) -> str:
    """Show an instant as 17:00 27/04/2020."""
    return formats.moment(value) if value else ""


@register.filter
def vn_weekday_moment(value: datetime | None) -> str:
    """Show an instant as 17:00 thứ Hai 27/04/2020."""
    return formats.weekday_and_moment(value) if value else ""


@register.filter
def vn_money(value: int | None) -> str:
    """Show an amount as 50.000 đồng."""
    return formats.money(value) if value is not None else ""


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw the icon `name` of the sprite; decoration, so say the same in words beside it."""
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="#i-{}"></use></svg>', name)


@register.simple_tag
@cache
def turning() -> SafeString:
    """Let a form turn the page: its answer takes the place of the page between head and foot (`base.web.turn`)."""
    swap = "innerHTML settle:0ms show:window:top"  # without a pause, in which the page would stand scrolled as before
    return format_html('hx-post="" hx-target="#{}" hx-swap="{}" hx-sync="this:drop" hx-disinherit="*"', PAGE, swap)


@register.simple_tag(takes_context=True)
def part(context: Context, template_name: str) -> SafeString:
    """Draw a part that is a template of Jinja2, with the names that this page has."""
    drawing: Any = engines["jinja2"]  # Any: the engines have no common type
    return SafeString(drawing.get_template(template_name).render(context.flatten(), context["request"]))


@register.inclusion_tag("base/_status.html")
def status(kind: str, icon_name: str, words: str) -> dict[str, str]:
    """Show a status badge: kind new, run, wait, late, done or still; its icon; its words."""
    return {"kind": kind, "icon_name": icon_name, "words": words}
