"""Data of a paper read from JSON into its frozen dataclass, with a Vietnamese sentence for whatever does not fit."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from congvu.base.clock import LOCAL
from congvu.base.refusals import Refusal

Made = TypeVar("Made")


class BadData(Refusal):
    """The data do not fit the paper."""

    code = "bad_paper_data"
    sentence = "Dữ liệu không đúng với biểu mẫu."


def read(kind: type[Made], value: object, *, at: str = "") -> Made:
    """Return `value` (shapes of JSON) as an instance of the dataclass `kind`. Raises BadData."""
    if not isinstance(value, Mapping):
        raise BadData(f"{_named(at)} phải là một nhóm dữ liệu.")
    hints, known = get_type_hints(kind), {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    for name in value:
        if name not in known:
            raise BadData(f"Biểu mẫu không có mục “{_path(at, str(name))}”.")
    made: dict[str, object] = {}
    for name, field in known.items():
        if name in value:
            made[name] = _read(hints[name], value[name], at=_path(at, name))
        elif field.default is MISSING and field.default_factory is MISSING:
            raise BadData(f"Thiếu mục “{_path(at, name)}”.")
    return kind(**made)


def _read(hint: Any, value: object, *, at: str) -> object:  # Any: a type as Python writes it
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in get_args(hint):
            return None
        (hint,) = (part for part in get_args(hint) if part is not type(None))
        return _read(hint, value, at=at)
    if origin is tuple:
        if not isinstance(value, list):
            raise BadData(f"{_named(at)} phải là một danh sách.")
        item = get_args(hint)[0]
        return tuple(_read(item, part, at=f"{at}[{n}]") for n, part in enumerate(value))
    if is_dataclass(hint):
        return read(hint, value, at=at)  # type: ignore[arg-type]
    return _read_plain(hint, value, at=at)


def _read_plain(hint: Any, value: object, *, at: str) -> object:  # Any: a type as Python writes it
    if hint is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    if hint in (date, datetime) and isinstance(value, str):
        return read_moment(value, at=at) if hint is datetime else _day(value, at=at)
    if issubclass(hint, Enum):
        known = {str(choice.value): choice for choice in hint}
        if str(value) in known:
            return known[str(value)]
        raise BadData(f"{_named(at)} chỉ nhận: {', '.join(known)}.")
    if hint is str and isinstance(value, str):
        return value
    wanted = {str: "chữ", int: "số nguyên", date: "ngày (năm-tháng-ngày)", datetime: "thời điểm"}.get(hint, "chữ")
    raise BadData(f"{_named(at)} phải là {wanted}.")


def _day(value: str, *, at: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadData(f"{_named(at)} không phải là một ngày (ví dụ đúng: 2020-04-27).") from None


def read_moment(value: str, *, at: str) -> datetime:
    """Return an ISO instant, Vietnamese time where it names no zone; `at` is its name. Raises BadData."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise BadData(f"{_named(at)} không phải là một thời điểm (ví dụ đúng: 2020-04-27T15:30).") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)


def _path(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _named(at: str) -> str:
    return f"Mục “{at}”" if at else "Dữ liệu"
