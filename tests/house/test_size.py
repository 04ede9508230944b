import ast

from tests.house.reading import PROJECT, sources

CEILING, TESTS_CEILING, FUNCTION_CEILING, TEMPLATE_CEILING = 400, 600, 50, 150


def test_no_file_is_over_its_ceiling():
    high = [
        f"{source.path}: {len(source.text.splitlines())}" for source in sources() if source.text.count("\n") > CEILING
    ]

    assert high == []


def test_no_test_file_is_over_its_ceiling():
    files = sorted((PROJECT / "tests").rglob("*.py"))

    assert [str(file.relative_to(PROJECT)) for file in files if file.read_text().count("\n") > TESTS_CEILING] == []


def test_no_style_sheet_or_script_of_the_pages_is_over_its_ceiling():
    files = sorted((PROJECT / "src").rglob("static_src/*.css")) + sorted((PROJECT / "src").rglob("static_src/*.js"))

    assert files
    assert [str(file.relative_to(PROJECT)) for file in files if file.read_text().count("\n") > CEILING] == []


def test_no_script_of_the_project_is_over_its_ceiling():
    files = sorted((PROJECT / "scripts").rglob("*.py"))

    assert [str(file.relative_to(PROJECT)) for file in files if file.read_text().count("\n") > CEILING] == []


def test_no_template_is_over_its_ceiling():
    files = sorted(
        file for folder in ("templates", "jinja2") for file in (PROJECT / "src").rglob(f"{folder}/**/*.html")
    )

    assert [str(file.relative_to(PROJECT)) for file in files if file.read_text().count("\n") > TEMPLATE_CEILING] == []


def test_no_function_is_over_its_ceiling():
    high = []
    for source in sources():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_CEILING:
                    high.append(f"{source.path}:{node.lineno} {node.name}: {lines}")

    assert high == []


def test_every_file_begins_with_a_sentence():
    silent = []
    for source in sources():
        first = (ast.get_docstring(source.tree) or "").split("\n")[0]
        if source.text.strip() and not first:
            silent.append(source.path)

    assert silent == []
