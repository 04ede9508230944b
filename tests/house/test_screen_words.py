import ast
import re
from html.parser import HTMLParser

import yaml

from tests.house.reading import PROJECT, SOURCE, sources

# What is not said to people, and what is said instead.
NOT_USED = {
    r"vui lòng": "nói thẳng phải làm gì: “Hãy …”",
    r"quý khách|quý vị|quý ông|quý bà": "bạn",
    r"xin mời": "nói thẳng phải làm gì",
    r"rất tiếc|xin thứ lỗi": "nói điều đã xảy ra và việc phải làm",
    r"click|kích chuột|nhấp chuột": "bấm, chọn",
    r"\blogin\b|\blogout\b|\blog in\b": "đăng nhập, đăng xuất",
    r"\bpassword\b|\bpasskey\b": "mật khẩu, khóa truy cập",
    r"\bsubmit\b|\bcancel\b|\bloading\b|\bupload\b|\bdownload\b": "gửi, thôi, đang tải, gửi tệp, tải về",
    r"\bonline\b|\boffline\b|\bworkflow\b|\bdashboard\b|\bdeadline\b": "trực tuyến, quy trình, bàn làm việc, hạn trả",
    r"hệ thống đang xử lý": "nói ai đang giữ, từ bao giờ",
    r"\w!(?=\s|$|”|\")": "không dùng dấu chấm than",
}
EMPTY_BUTTONS = frozenset(("ok", "xác nhận", "đồng ý", "gửi đi", "submit", "yes", "no", "có", "không", "thực hiện"))
VIETNAMESE = re.compile(r"[ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)
SHOWN_ATTRIBUTES = ("aria-label", "title", "alt", "placeholder", "value", "content")


class Shown(HTMLParser):
    """Gathers what a page shows, and what stands on its buttons."""

    def __init__(self):
        super().__init__()
        self.texts, self.buttons, self.silent, self.button = [], [], 0, None

    def handle_starttag(self, tag, attributes):
        self.silent += tag in ("script", "style")
        self.texts += [value for name, value in attributes if name in SHOWN_ATTRIBUTES and value]
        self.button = [] if tag == "button" else self.button

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style")
        if tag == "button" and self.button is not None:
            self.buttons.append(" ".join("".join(self.button).split()))
            self.button = None

    def handle_data(self, data):
        if not self.silent:
            self.texts.append(data)
            if self.button is not None:
                self.button.append(data)


def pages():
    kinds = ("templates/**/*.html", "templates/**/*.txt", "jinja2/**/*.html")
    for path in sorted(file for kind in kinds for file in SOURCE.rglob(kind)):
        text = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", "", path.read_text(), flags=re.DOTALL)
        shown = Shown()
        shown.feed(re.sub(r"{%.*?%}|{{.*?}}", " ", text, flags=re.DOTALL))
        yield str(path.relative_to(SOURCE)), shown


def sentences():
    """Yield place and text of everything that people may read: pages, sentences in code, words in data."""
    for path, shown in pages():
        yield from ((path, text) for text in shown.texts)
    for source in sources():
        tree = source.tree
        spoken_by_code = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
        for node in ast.walk(tree):
            said = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken_by_code
            if said and VIETNAMESE.search(node.value):
                yield f"{source.path}:{node.lineno}", node.value
    templates = yaml.safe_load((SOURCE / "notify/data/templates.yaml").read_text())
    for row in templates["templates"]:
        yield f"notify/data/templates.yaml {row['key']}", row["subject"] + "\n" + row["text"]
    for path in sorted(SOURCE.rglob("*.po")):
        for text in re.findall(r"^msgstr (.*(?:\n\".*)*)", path.read_text(), re.MULTILINE):
            yield str(path.relative_to(SOURCE)), text
    for path in sorted(SOURCE.rglob("papers/*.typ")):
        yield str(path.relative_to(SOURCE)), " ".join(re.findall(r'"([^"]*)"', path.read_text()))


def test_people_are_spoken_to_plainly():
    wrong = [
        f"{place}: “{found.group()}” → {instead}"
        for place, text in sentences()
        for pattern, instead in NOT_USED.items()
        if (found := re.search(pattern, text, re.IGNORECASE))
    ]

    assert wrong == []


def test_a_button_says_what_happens():
    wrong = [
        f"{path}: {button}" for path, shown in pages() for button in shown.buttons if button.casefold() in EMPTY_BUTTONS
    ]

    assert wrong == []


def test_no_file_names_a_machine_or_a_registry():
    names = re.compile(
        r"/(?:home|root|work)/[a-z]|(?:pypi|registry|npmjs|artifactory)\.[a-z]+\.[a-z]{2,}", re.IGNORECASE
    )
    files = [
        path
        for pattern in (
            "src/**/*.py",
            "src/**/*.html",
            "src/**/*.yaml",
            "docs/**/*.md",
            "scripts/*",
            "*.md",
            "Makefile",
            "*.yaml",
        )
        for path in PROJECT.glob(pattern)
    ]
    wrong = [str(path.relative_to(PROJECT)) for path in files if path.is_file() and names.search(path.read_text())]

    assert wrong == []
