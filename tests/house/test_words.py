import ast
import re
import unicodedata

from tests.house.reading import PROJECT, sources

GLOSSARY = (PROJECT / "docs" / "glossary.md").read_text()


def labels() -> dict[str, str]:
    found = {}
    for source in sources():
        if source.room == "terms":
            for node in ast.walk(source.tree):
                if isinstance(node, ast.ClassDef):
                    for line in node.body:
                        if (
                            isinstance(line, ast.Assign)
                            and isinstance(line.value, ast.Tuple)
                            and len(line.value.elts) == 2
                        ):
                            label = line.value.elts[1]
                            if isinstance(label, ast.Constant) and isinstance(label.value, str):
                                found[f"{source.app}.{node.name}.{line.targets[0].id}"] = label.value
    return found


def test_every_term_is_in_the_glossary():
    words = {cell.strip().casefold() for row in GLOSSARY.splitlines() for cell in row.split("|")[1:2]}

    assert [f"{name}: {label}" for name, label in labels().items() if label.casefold() not in words] == []


def test_identifiers_are_ascii():
    wrong = []
    for source in sources():
        for node in ast.walk(source.tree):
            name = getattr(node, "id", None) or getattr(node, "name", None) or getattr(node, "arg", None)
            if isinstance(name, str) and not name.isascii():
                wrong.append(f"{source.path}:{getattr(node, 'lineno', 0)} {name}")

    assert wrong == []


def test_all_text_is_composed_unicode():
    files = [
        *PROJECT.glob("src/**/*.py"),
        *PROJECT.glob("src/**/*.html"),
        *PROJECT.glob("src/**/*.yaml"),
        *PROJECT.glob("docs/**/*.md"),
    ]

    assert [str(file) for file in files if not unicodedata.is_normalized("NFC", file.read_text())] == []


def test_the_word_task_is_left_to_the_job_library():
    wrong = []
    for source in sources():
        for number, line in enumerate(source.text.splitlines(), 1):
            if re.search(r"\btasks?\b", line, re.IGNORECASE) and not re.search(
                r"app\.task|configure_task|asyncio|bpmn|[Uu]ser|service|create_task|task_name", line
            ):
                wrong.append(f"{source.path}:{number}: {line.strip()}")

    assert wrong == []
