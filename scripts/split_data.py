"""Split the research files on procedures into files that a person can read, and prove that nothing was lost.

Run `python scripts/split_data.py FOLDER` once, where FOLDER holds tthc36, forms36, processes36, results36 and words
afterwards the files under src/congvu/procedures/data are the truth and are edited there.
Anchors shared by several entries are written out, so that every file can be read alone; comments and order stay.
"""

import re
import sys
from pathlib import Path
from typing import Any

import yaml

TARGET = Path(__file__).parents[1] / "src" / "congvu" / "procedures" / "data"
WIDE = 140
ONLY_ANCHORS = {"samples", "signers", "post_sets"}  # sections that exist to be pointed at


class Writer(yaml.SafeDumper):
    """YAML without anchors; texts that look like numbers or days are quoted."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def quoted(writer: Writer, text: str) -> yaml.ScalarNode:
    """Write a text, in quotes where a reader could take it for a number, a day or a truth value."""
    style = "'" if re.match(r"[\d+.-]", text) or text in ("yes", "no", "on", "off") else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Writer.add_representer(str, quoted)


def flow(value: Any) -> str:
    """Return the value on one line."""
    text = yaml.dump(value, Dumper=Writer, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**6)
    return text.removesuffix("\n").removesuffix("\n...").strip()


def block(value: Any) -> str:
    """Return the value over lines, as a person would write it."""
    return yaml.dump(value, Dumper=Writer, default_flow_style=False, allow_unicode=True, sort_keys=False, width=WIDE)


def sections(text: str) -> dict[str, str]:
    """Return the top sections of a file by name, each with its own line."""
    parts = re.split(r"(?m)^(?=\w+:)", re.sub(r"(?m)^#.*\n", "", text))
    return {part.split(":", 1)[0]: part.rstrip() + "\n" for part in parts if re.match(r"\w+:", part)}


def items(section: str) -> dict[str, str]:
    """Return the entries `- code: ...` of a section by code, moved to the left margin."""
    found = {}
    for part in re.split(r"(?m)^(?=- code:)", section)[1:]:
        lines = part.splitlines()
        code = re.search(r"- code: '([\d.]+)'", lines[0])
        assert code, lines[0]
        found[code[1]] = "\n".join(line[2:] for line in lines).rstrip() + "\n"
    return found


def neat(value: Any, indent: int) -> list[str]:
    """Return the lines of a value: short parts on one line, long ones one key or one entry a line."""
    pad = " " * indent
    if isinstance(value, dict) and value:
        rows = [(f"{pad}{flow(name)}:", part) for name, part in value.items()]
    else:
        rows = [(f"{pad}-", part) for part in value]
    lines = []
    for head, part in rows:
        short = f"{head} {flow(part)}"
        if len(short) <= WIDE or not isinstance(part, dict | list) or not part:
            lines.append(short)
        elif head.endswith("-"):
            inner = neat(part, indent + 2)
            lines += [f"{head} {inner[0].lstrip()}", *inner[1:]]
        else:
            lines += [head, *neat(part, indent + 2)]
    return lines


def without_anchors(text: str, entry: dict) -> str:
    """Write out every part that points at an anchor."""
    done = []
    for part in re.split(r"(?m)^(?=[\w'])", text):
        if not part.strip():
            continue
        key = yaml.safe_load(part.split(":", 1)[0])
        points = any(re.search(r"(?:^|[\s\[,{])[*&][a-z]\w*", line) for line in part.splitlines())
        rows = neat({key: entry[key]}, 0) if points and key != "steps" else [part.rstrip()]
        done.append("\n".join(rows))
    return "\n".join(done) + "\n"


def put(path: str, sentence: str, text: str, *, equal_to: Any) -> None:
    """Write one file and prove that it says what the source says."""
    target = TARGET / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"# {sentence}\n{text}", encoding="utf-8")
    read = yaml.safe_load(target.read_text(encoding="utf-8"))
    if read != equal_to:
        raise SystemExit(f"{path} differs from its source")


def left(section: str) -> str:
    """Return the content of a section without its own line, moved to the left margin."""
    lines = section.splitlines()[1:]
    indent = 2 if lines[0].startswith("  ") else 0
    return "\n".join(line[indent:] for line in lines) + "\n"


def split_forms(text: str, data: dict) -> set[str]:
    """Split the forms: one file per procedure; groups, lists, patterns and the specification apart."""
    parts = sections(text)
    put(
        "forms/meta.yaml",
        "How the files on forms are read: the specification of the compiler in rules/forms.",
        parts["meta"] + "\n" + parts["types"] + "\n" + parts["prefill_sources"],
        equal_to={name: data[name] for name in ("meta", "types", "prefill_sources")},
    )
    for name, sentence in {
        "patterns": "Patterns of texts: Python re, Unicode, full match, after NFC and trimming.",
        "lists": "Lists to choose from, by name.",
        "groups": "Groups of fields that several forms share.",
    }.items():
        put(f"forms/{name}.yaml", sentence, left(parts[name]), equal_to=data[name])
    forms = {form["code"]: form for form in data["forms"]}
    for code, body in items(parts["forms"]).items():
        content = without_anchors(body, forms[code])
        put(f"forms/{code}.yaml", f"Form of procedure {code}: {forms[code]['title']}.", content, equal_to=forms[code])
    return {"meta", "types", "prefill_sources", "patterns", "lists", "groups", "forms"}


def split_catalogue(text: str, data: dict) -> set[str]:
    """Split the catalogue: one file per procedure."""
    meta = left(sections(text)["meta"])
    put("catalogue/meta.yaml", "How the files of the catalogue are read.", meta, equal_to=data["meta"])
    for entry in data["tthc"]:
        sentence = f"Procedure {entry['ma_tthc']}: {entry['ten']}."
        put(f"catalogue/{entry['ma_tthc']}.yaml", sentence, block(entry), equal_to=entry)
    return {"meta", "tthc"}


def split_processes(text: str, data: dict) -> set[str]:
    """Split the processes: one file per procedure, one per shape; roles, documents, timers and branches apart."""
    parts = sections(text)
    for name, sentence in {
        "meta": "How the files on internal processes (quy trình nội bộ) are read.",
        "roles": "Roles of people in the processes.",
        "documents": "Documents that a step produces: label and form by regime.",
        "timers": "Timers of the processes.",
        "branches": "Branches off the straight road of a process.",
    }.items():
        put(f"processes/{name}.yaml", sentence, left(parts[name]), equal_to=data[name])
    common = data["common_branches"]
    put("processes/common_branches.yaml", "Branches that every process has.", block(common), equal_to=common)
    shapes = re.split(r"(?m)^  (?=\w+:\s*$)", parts["shapes"])[1:]
    for body in shapes:
        name = body.split(":", 1)[0]
        content = left(body.replace("\n  ", "\n"))
        put(f"shapes/{name}.yaml", f"Shape of process {name}.", content, equal_to=data["shapes"][name])
    if {body.split(":", 1)[0] for body in shapes} != set(data["shapes"]):
        raise SystemExit("a shape is lost")
    processes = {process["code"]: process for process in data["processes"]}
    for code, body in items(parts["processes"]).items():
        sentence = f"Process of procedure {code}: {processes[code]['name']}."
        put(f"processes/{code}.yaml", sentence, without_anchors(body, processes[code]), equal_to=processes[code])
    return {"meta", "roles", "documents", "timers", "branches", "common_branches", "shapes", "processes"}


def split_results(text: str, data: dict) -> set[str]:
    """Split the results: one file per procedure; layouts and shared lines apart."""
    parts = sections(text)
    meta = {"meta": data["meta"], "capacities": data["capacities"]}
    content = parts["meta"] + "\n" + parts["capacities"]
    put("results/meta.yaml", "How the files on result documents are read.", content, equal_to=meta)
    put("results/layouts.yaml", "Layouts of result documents.", left(parts["layouts"]), equal_to=data["layouts"])
    put("results/blocks.yaml", "Lines that several results share.", left(parts["blocks"]), equal_to=data["blocks"])
    results = {result["code"]: result for result in data["results"]}
    for code, body in items(parts["results"]).items():
        sentence = f"Result of procedure {code}: {results[code]['name']}."
        put(f"results/{code}.yaml", sentence, without_anchors(body, results[code]), equal_to=results[code])
    return {"meta", "capacities", "layouts", "blocks", "results"}


def split_words(text: str, data: dict) -> set[str]:
    """Copy the words people use."""
    put("words.yaml", "Everyday words to procedure codes, for search.", text.split("\n", 1)[1], equal_to=data)
    return set(data)


def main(folder: Path) -> None:
    """Split every file, and stop at the first thing that would be lost."""
    for name, split in {
        "tthc36": split_catalogue,
        "forms36": split_forms,
        "processes36": split_processes,
        "results36": split_results,
        "words": split_words,
    }.items():
        text = (folder / f"{name}.yaml").read_text(encoding="utf-8")
        data = yaml.safe_load(text)
        lost = set(data) - split(text, data) - ONLY_ANCHORS
        if lost:
            raise SystemExit(f"{name}: {lost} went nowhere")
    codes = {entry["ma_tthc"] for entry in yaml.safe_load((folder / "tthc36.yaml").read_text(encoding="utf-8"))["tthc"]}
    for room in ("catalogue", "forms", "processes", "results"):
        if {path.stem for path in (TARGET / room).glob("?.??????.yaml")} != codes:
            raise SystemExit(f"{room} has other codes than the catalogue")
    print(len(codes), "procedures split, equal to their sources")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
