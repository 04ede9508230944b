import re
from collections import Counter

from django.core.management import get_commands
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.reading import PROJECT, SOURCE

PAGES = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")])
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", (PROJECT / "Makefile").read_text(), re.MULTILINE))
WITHOUT_CLASS = {"run", "help"}  # known to the program itself
NO_COMMANDS = {"NAME"}  # stands for any name in a sentence


def code_of(page):
    """Return everything of the page that is set as code."""
    text = page.read_text()
    blocks = re.findall(r"```.*?\n(.*?)```", text, re.DOTALL)
    return [*blocks, *re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))]


def short(page):
    return str(page.relative_to(PROJECT))


def routes(patterns, before="/"):
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield before + str(one.pattern)


def test_every_link_between_pages_leads_somewhere():
    broken = []
    for page in PAGES:
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
            place = target.partition("#")[0]
            if place and "://" not in place and not (page.parent / place).exists():
                broken.append(f"{short(page)}: {target}")

    assert broken == []


def test_every_page_of_the_documentation_is_reached_by_a_link():
    linked = {
        (page.parent / target.partition("#")[0]).resolve()
        for page in PAGES
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text())
    }

    assert [short(page) for page in PAGES if page.resolve() not in linked and page.name != "README.md"] == []


def test_every_make_command_that_is_named_exists():
    wrong = [
        f"{short(page)}: make {name}"
        for page in PAGES
        for code in code_of(page)
        for words in re.findall(r"(?:^|&& |\s)make((?: [a-z][a-z-]*)+)", code)
        for name in words.split()
        if name not in TARGETS
    ]

    assert wrong == []


def test_every_congvu_command_that_is_named_exists():
    known = set(get_commands()) | WITHOUT_CLASS | NO_COMMANDS
    wrong = [
        f"{short(page)}: congvu {name}"
        for page in PAGES
        for code in code_of(page)
        for name in re.findall(r"(?:^|[\s/])congvu ([A-Za-z_]+)", code)
        if name not in known
    ]

    assert wrong == []


def test_every_command_of_the_house_is_in_the_reference():
    page = (PROJECT / "docs/reference/commands.md").read_text()
    ours = {name for name, app in get_commands().items() if app.startswith("congvu.")} | {"run"}

    assert [name for name in sorted(ours) if f"`congvu {name}" not in page] == []


def test_the_table_of_settings_is_what_the_code_reads():
    read = set()
    for path in SOURCE.rglob("*.py"):
        read |= set(re.findall(r"\b(?:env\.)?(?:text|number)\(\s*\"([A-Z0-9_]+)\"", path.read_text()))
    listed = set(
        re.findall(r"^\| `([A-Z0-9_]+)` \|", (PROJECT / "docs/reference/settings.md").read_text(), re.MULTILINE)
    )

    assert listed == read


def test_every_address_in_the_reference_exists():
    known = set(routes(get_resolver().url_patterns))
    page = (PROJECT / "docs/reference/addresses.md").read_text()
    named = set(re.findall(r"`(/[^`]*)`", page)) - {"/events/"}  # served by a process of its own

    assert sorted(named - known) == []


def test_the_glossary_has_one_word_for_a_term_and_one_term_for_a_word():
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in (PROJECT / "docs/glossary.md").read_text().splitlines()
        if re.match(r"\| [^|]+ \| `", line)
    ]
    dictionary = [row for row in rows if len(row) == 6]  # the other table lists choices, whose words belong to a field

    assert len(dictionary) > 250
    assert [term for term, times in Counter(row[0].casefold() for row in dictionary).items() if times > 1] == []
    assert [word for word, times in Counter(row[1] for row in dictionary).items() if times > 1] == []
    assert [row for row in dictionary if row[5] not in ("sure", "likely", "unverified") or not row[2]] == []
