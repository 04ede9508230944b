import re

import pytest
from django.template import engines
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.reading import PROJECT, SOURCE

TEMPLATES = sorted([*SOURCE.rglob("templates/**/*.*"), *SOURCE.rglob("jinja2/**/*.*")])
DRAWN_BY = {  # the engine of each template, by its name
    name: "jinja2" if folder == "jinja2" else "django"
    for folder, name in (re.split(r"/(templates|jinja2)/", str(path))[1:] for path in TEMPLATES)
}
NAMES = list(DRAWN_BY)
# Names that libraries ask for by convention.
ASKED_BY_LIBRARIES = (
    "account/",
    "mfa/",
    "usersessions/",
    "allauth/",
    "socialaccount/",
    "400.html",
    "403.html",
    "404.html",
)


def all_text() -> str:
    files = [*SOURCE.rglob("*.py"), *TEMPLATES, *SOURCE.rglob("static_src/*.js"), *SOURCE.rglob("data/**/*.yaml")]
    return "\n".join(file.read_text() for file in files)


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith((".html", ".txt", ".svg"))])
def test_the_template_compiles(name):
    engines[DRAWN_BY[name]].get_template(name)


def test_every_template_is_used():
    text = all_text()
    unused = []
    for name in NAMES:
        folder, _, last = name.rpartition("/")
        page = f"{folder}/{last.removeprefix('_')}"
        if name.startswith(ASKED_BY_LIBRARIES) or not name.endswith(".html"):
            continue
        if f'"{name}"' not in text and f"'{name}'" not in text and (page == name or f'"{page}"' not in text):
            unused.append(name)

    assert unused == []


def named(patterns, space=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            below = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from named(pattern.url_patterns, below)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}", pattern


def ours(pattern) -> bool:
    return getattr(pattern.callback, "__module__", "").startswith("congvu.")


def test_every_address_is_named_somewhere():
    text = all_text() + "\n".join(file.read_text() for file in (PROJECT / "tests").rglob("*.py"))
    machines = {"healthz", "readyz", "metrics", "api:nothing", "api:api-root"}
    unused = []
    for name, pattern in named(get_resolver().url_patterns):
        route = "/" + re.split(r"[<(]", str(pattern.pattern))[0]
        by_name = f'"{name}"' in text or f"'{name}'" in text
        by_address = len(route) >= 3 and route in text
        if ours(pattern) and name not in machines and not by_name and not by_address:
            unused.append(name)

    assert unused == []
