"""Accessibility by axe-core in a real browser: what it finds on a page, as lines that people can read."""

from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (1280, 390)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong on the page as it is now: rule, what it says, where."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(SCRIPT.read_text())  # the page's policy refuses script elements, not what the tester evaluates
    found = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", RULES)
    return [
        f"{page.url} {rule['id']}: {rule['help']} | {' ; '.join(node['target'][0] for node in rule['nodes'][:5])}"
        for rule in found["violations"]
    ]


def barriers(page: Page) -> list[str]:
    """Return what stands in somebody's way on the page as it is now, at both widths: violations, lines too wide."""
    wrong = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wrong += [f"{width} px {line}" for line in violations(page)]
        if page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{width} px {page.url}: wider than the screen")
    return wrong


def check_pages(page: Page, addresses: list[str]) -> None:
    """Open each address; none may have an error status, a title without our name, or a barrier."""
    wrong = []
    for address in addresses:
        answer = page.goto(address)
        if answer is None or answer.status >= 400:
            wrong.append(f"{address}: {answer and answer.status}")
            continue
        if not page.title().endswith("Công Vụ"):
            wrong.append(f"{address}: titled {page.title()}")
        wrong += barriers(page)
    assert wrong == [], "\n" + "\n".join(wrong)
