"""What stories in a browser share: the running demonstration, and signing in as one of its fictional people."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

from tests.config.running import Running


class House:
    """The address, the password of everybody and the folders of the running demonstration."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.data, self.url = running.data, f"http://localhost:{running.port}"
        self.password = (running.data / "demo-password").read_text()
        self.log = running.data / "log" / "web.log"


def login(page: Page, username: str) -> Page:
    """Sign in as one of the fictional people: an officer's account name, a citizen's phone number."""
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", page.house.password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    return page


@contextmanager
def next_page(page: Page) -> Iterator[None]:
    """Wait after the block until another page stands there, whether it was loaded or turned to."""
    page.evaluate("() => document.querySelectorAll('[data-seen]').forEach(part => delete part.dataset.seen)")
    page.locator("main > *, .cv-page:not([hidden])").evaluate_all(
        "parts => parts.forEach(part => (part.dataset.seen = ''))"
    )
    yield
    page.wait_for_selector("main:not(:has(> [data-seen])), .cv-page:not([hidden]):not([data-seen])", state="attached")
    page.wait_for_load_state()
