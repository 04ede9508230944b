"""The files of a catalogue, read from their text: what is wrong in which line, and what each procedure becomes.

Law: which parts a procedure must have follows Điều 8 NĐ 63/2010/NĐ-CP as the catalogue data lists them.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from congvu.procedures.rules.catalogue_checks import Finding, check_procedure, check_words
from congvu.procedures.rules.forms.compiler import library_with_order_kept, with_order_kept
from congvu.procedures.rules.supplements import shared_terms

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SHARED = (
    "forms/groups.yaml",
    "forms/lists.yaml",
    "forms/patterns.yaml",
    "processes/branches.yaml",
    "processes/roles.yaml",
    "processes/timers.yaml",
    "results/blocks.yaml",
    "results/layouts.yaml",
    "words.yaml",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file: where it is and why it is one. `line` counts from 1, 0 when the file itself is missing."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Draft:
    """One procedure as the files describe it, ready to be published; equal digests mean nothing changed."""

    code: str
    catalogue: dict[str, Any]
    form: dict[str, Any]
    process: dict[str, Any]
    result: dict[str, Any]
    digests: dict[str, str]

    @property
    def digest(self) -> str:
        """Return the digest of the whole version."""
        return digest_of(self.digests)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A whole catalogue: its procedures in order, what the forms share, and the words people use."""

    drafts: tuple[Draft, ...]
    form_library: dict[str, Any]
    words: dict[str, Any]


def digest_of(content: object) -> str:
    """Return the SHA-256 of the content, the same for equal content however its file is laid out."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def read_catalogue(texts: Mapping[str, str]) -> tuple[Catalogue | None, list[Problem]]:
    """Return the catalogue of these files (path in the folder to text), or None and everything wrong with them."""
    parsed: dict[str, Any] = {}
    problems = [problem for name, text in texts.items() for problem in _parse(name, text, parsed)]
    problems += [Problem(name, 0, "Thiếu tệp này.") for name in SHARED if name not in texts]
    if problems:
        return None, sorted(problems, key=lambda problem: (problem.file, problem.line))
    library = {name: parsed[f"forms/{name}.yaml"] for name in ("groups", "lists", "patterns")}
    shapes = {_stem(name): shape for name, shape in parsed.items() if name.startswith("shapes/")}
    terms = {name: parsed[f"results/{name}.yaml"] for name in ("blocks", "layouts")}
    whole = {"roles": parsed["processes/roles.yaml"], "supplement": _supplement(parsed)}
    codes = sorted(_stem(name) for name in parsed if name.startswith("catalogue/") and name != "catalogue/meta.yaml")
    findings: list[Finding] = []
    for code in codes:
        missing = [f"{room}/{code}.yaml" for room in ("forms", "processes", "results")]
        lost = [Finding(name, (), "Thiếu tệp này.") for name in missing if name not in parsed]
        findings += lost or check_procedure(code, files=parsed, library=library, shapes=shapes, result_terms=terms)
    findings += check_words(parsed["words.yaml"], codes=codes)
    if findings:
        return None, [Problem(f.file, _line(texts.get(f.file, ""), f.path), f.reason) for f in findings]
    drafts = [
        _draft(code, parsed, library=library, shapes=shapes, whole=whole, blocks=terms["blocks"]) for code in codes
    ]
    drafts.sort(key=lambda draft: draft.catalogue["stt"])
    return Catalogue(tuple(drafts), library_with_order_kept(library), parsed["words.yaml"]), []


def _parse(name: str, text: str, into: dict[str, Any]) -> Iterator[Problem]:
    try:
        into[name] = yaml.load(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        yield Problem(name, mark.line + 1 if mark else 1, f"Không đọc được YAML: {error.problem}.")
    except (yaml.YAMLError, ValueError) as error:
        yield Problem(name, 1, f"Không đọc được YAML: {error}.")
    else:
        wanted = dict if name in SHARED or not name.endswith("common_branches.yaml") else list
        if not isinstance(into[name], wanted):
            yield Problem(name, 1, "Tệp trống hoặc không phải là bảng khóa và giá trị.")


def _line(text: str, path: tuple[str | int, ...]) -> int:
    """Return the line on which the value at `path` begins, or the nearest one above it that exists."""
    node = yaml.compose(text, Loader=_LOADER) if text else None
    line = node.start_mark.line + 1 if node else 0
    for key in path:
        if isinstance(node, yaml.MappingNode):
            found = [(k, v) for k, v in node.value if k.value == str(key)]
            if not found:
                return line
            line, node = found[0][0].start_mark.line + 1, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            line = node.start_mark.line + 1
        else:
            return line
    return line


def _draft(
    code: str,
    parsed: Mapping[str, Any],
    *,
    library: Mapping[str, Any],
    shapes: Mapping[str, Any],
    whole: Mapping[str, Any],
    blocks: Mapping[str, list[Any]],
) -> Draft:
    catalogue = parsed[f"catalogue/{code}.yaml"]
    form = with_order_kept({key: part for key, part in parsed[f"forms/{code}.yaml"].items() if key != "examples"})
    process = {**_whole_process(parsed[f"processes/{code}.yaml"], shapes), **whole}
    result = _whole_result(parsed[f"results/{code}.yaml"], blocks)
    shared = library_with_order_kept(library)
    parts = {"catalogue": catalogue, "form": form, "process": process, "result": result, "library": shared}
    digests = {name: digest_of(part) for name, part in parts.items()}
    return Draft(code, catalogue, form, process, result, digests)


def _whole_process(process: dict[str, Any], shapes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the process with the shapes it uses, so that a version can be read by itself."""
    used = set()
    for regime in ("2020", "2025"):
        entry = process[regime]
        used |= {entry["shape"], *(case["shape"] for case in entry.get("case_shape", {}).values())}
    return {**process, "shapes": {name: shapes[name] for name in sorted(used)}}


def _supplement(parsed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what holds where a process says nothing about supplements."""
    return shared_terms(branches=parsed["processes/branches.yaml"], timers=parsed["processes/timers.yaml"])


def _whole_result(result: dict[str, Any], blocks: Mapping[str, list[Any]]) -> dict[str, Any]:
    """Return the result with the fields of its blocks in place."""
    found = {**result, "fields": _opened(result["fields"], blocks)}
    if "cases" in result:
        found["cases"] = [{**case, "fields": _opened(case["fields"], blocks)} for case in result["cases"]]
    return found


def _opened(fields: list[Any], blocks: Mapping[str, list[Any]]) -> list[Any]:
    return [field for row in fields for field in (blocks[row["block"]] if "block" in row else [row])]


def _stem(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".yaml")
