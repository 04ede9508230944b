"""Data files read into rows that know the file and the line they came from."""

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from io import StringIO
from typing import Any

import yaml

from congvu.org.refusals import BadFile

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C is ten times faster


class Row(dict[str, Any]):
    """One entry of a data file, with its file and line for messages."""

    file = ""
    line = 0

    def bad(self, reason: str) -> BadFile:
        """Return the refusal that names the file, the line and the reason."""
        return BadFile(f"{self.file}, dòng {self.line}: {reason}")

    def need(self, key: str) -> str:
        """Return a text that must be there. Raises BadFile."""
        value = self.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.bad(f"thiếu “{key}”.")
        return value

    def text(self, key: str, default: str = "") -> str:
        """Return a text, or the default where it is missing. Raises BadFile."""
        value = self.get(key)
        if value is None:
            return default
        if not isinstance(value, str):
            raise self.bad(f"“{key}” phải là chữ, không phải {value!r}.")
        return value

    def day(self, key: str) -> date | None:
        """Return a day written 2020-04-27, or None. Raises BadFile."""
        value = self.get(key)
        if value in (None, ""):
            return None
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise self.bad(f"“{key}” không phải ngày dạng 2020-04-27: {value!r}.") from None

    def texts(self, key: str) -> list[str]:
        """Return a list of texts; one text alone is a list of one. Raises BadFile."""
        value = self.get(key)
        found = [] if value is None else value if isinstance(value, list) else [value]
        if not all(isinstance(item, str) for item in found):
            raise self.bad(f"“{key}” phải là danh sách chữ.")
        return list(found)


def read_yaml(name: str, text: str) -> Any:
    """Return the content of a YAML file; every mapping in it is a Row. Raises BadFile."""
    if not unicodedata.is_normalized("NFC", text):
        raise BadFile(f"{name}: chữ không ở dạng Unicode NFC.")

    class Loader(_Loader):
        """YAML whose mappings know their lines and refuse a key written twice."""

    def mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> Row:
        row = Row()
        row.file, row.line = name, node.start_mark.line + 1
        for key_node, value_node in node.value:
            key = loader.construct_object(key_node, deep=True)
            if key in row:
                raise row.bad(f"“{key}” ghi hai lần.")
            row[key] = loader.construct_object(value_node, deep=True)
        return row

    Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)
    try:
        return yaml.load(text, Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise BadFile(f"{name}, dòng {line}: YAML không đọc được ({error.problem}).") from error


def read_csv(name: str, text: str) -> Iterator[Row]:
    """Return the rows of a CSV file with a heading line."""
    reader = csv.DictReader(StringIO(text))
    for values in reader:
        row = Row(values)
        row.file, row.line = name, reader.line_num
        yield row


def rows(content: Any, *, name: str) -> list[Row]:
    """Return the content as a list of rows. Raises BadFile."""
    if not isinstance(content, list) or not all(isinstance(row, Row) for row in content):
        raise BadFile(f"{name}: phải là danh sách các mục.")
    return content


def section(content: Any, key: str, *, name: str) -> Any:
    """Return the section of a file. Raises BadFile."""
    if not isinstance(content, Mapping) or key not in content:
        raise BadFile(f"{name}: thiếu mục “{key}”.")
    return content[key]
