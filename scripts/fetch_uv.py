"""Find uv, or fetch the pinned one: with pip where there is pip, else with the standard library alone.

The configured package index, mirrors and certificates of pip and of uv are honoured. The wheel is used only when its
SHA-256 is one of those in `requirements/uv.txt`.
"""

import hashlib
import html.parser
import io
import json
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import sysconfig
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from configparser import ConfigParser, Error
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
PINNED = PROJECT / "requirements" / "uv.txt"
FETCHED = PROJECT / "build" / "uv"
PYPI = "https://pypi.org/simple"  # what pip and uv themselves use when nothing is configured
BUNDLES = (Path("/etc/ssl/certs/ca-certificates.crt"), Path("/etc/pki/tls/certs/ca-bundle.crt"))


def program() -> str:
    """Return the path of a working uv, fetching the pinned one when the machine has none."""
    version = re.findall(r"^uv==(\S+)", PINNED.read_text(), re.MULTILINE)[0]
    fetched = FETCHED / f"uv-{version}"
    for candidate in (shutil.which("uv"), str(fetched)):
        if candidate and works(candidate):
            return candidate
    wheel = by_pip() or by_hand(version)
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        inside = next(name for name in archive.namelist() if name.endswith(".data/scripts/uv"))
        FETCHED.mkdir(parents=True, exist_ok=True)
        fetched.write_bytes(archive.read(inside))
    fetched.chmod(0o755)
    if not works(str(fetched)):
        sys.exit("uv vừa tải về không chạy được trên máy này; hãy tự cài uv rồi chạy lại.")
    return str(fetched)


def works(candidate: str) -> bool:
    """Tell whether this uv starts."""
    try:
        return subprocess.run([candidate, "--version"], capture_output=True, timeout=60).returncode == 0
    except OSError:
        return False


def hashes() -> set[str]:
    """Return the SHA-256 of every wheel of the pinned uv."""
    return set(re.findall(r"--hash=sha256:([0-9a-f]{64})", PINNED.read_text()))


def by_pip() -> bytes | None:
    """Have pip fetch the wheel under all of its own configuration; None when there is no pip or it could not."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "--require-hashes",
            "--only-binary=:all:",
        ]
        command += ["--disable-pip-version-check", "-r", str(PINNED), "-d", folder]
        if subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode:
            return None
        return next(Path(folder).glob("uv-*.whl")).read_bytes()


def by_hand(version: str) -> bytes:
    """Fetch the wheel for this machine from the configured index, or stop with one sentence."""
    try:
        return from_index(version)
    except (urllib.error.URLError, OSError) as error:
        if "CERTIFICATE" in str(error) and install_certificates():
            return from_index(version)
        if "CERTIFICATE" in str(error):
            sys.exit(
                "Máy chưa có chứng chỉ gốc: hãy chạy `apt-get install ca-certificates` bằng quyền root rồi thử lại."
            )
        sys.exit(
            f"Không tải được uv từ {shown(index())}: {error}. Hãy kiểm tra mạng hoặc cấu hình của pip (index-url)."
        )


def from_index(version: str) -> bytes:
    """Return the bytes of the wheel, checked against the pinned hashes."""
    page = f"{index().rstrip('/')}/uv/"
    for name, address in sorted(files_on(page), key=lambda pair: "manylinux_2_17" not in pair[0]):
        if name.startswith(f"uv-{version}-") and for_this_machine(name):
            content = fetch(urllib.parse.urljoin(page, address))
            if hashlib.sha256(content).hexdigest() not in hashes():
                sys.exit(f"{name}: mã băm không khớp với requirements/uv.txt, không dùng tệp này.")
            return content
    sys.exit(f"{shown(index())} không có uv {version} cho máy này; hãy tự cài uv rồi chạy lại.")


def for_this_machine(name: str) -> bool:
    """Tell whether a wheel of this name runs on this system and processor."""
    machine = sysconfig.get_platform().rpartition("-")[2]
    system = "macosx" if sys.platform == "darwin" else "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    return name.endswith(f"{machine}.whl") and system in name


class _Links(html.parser.HTMLParser):
    """The files that an index page lists."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]


def files_on(page: str) -> list[tuple[str, str]]:
    """Return name and address of every file on an index page, in either of the two formats of an index."""
    text = fetch(page).decode()
    if text.lstrip().startswith("{"):
        return [(file["filename"], file["url"]) for file in json.loads(text)["files"]]
    links = _Links()
    links.feed(text)
    return [(urllib.parse.unquote(urllib.parse.urlsplit(link).path.rpartition("/")[2]), link) for link in links.found]


def fetch(address: str) -> bytes:
    """Return the bytes at an address, with user name and password where the address has them."""
    parts = urllib.parse.urlsplit(address)
    opener = urllib.request.build_opener(
        urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=certificates()))
    )
    if parts.username:
        keeper = urllib.request.HTTPPasswordMgrWithPriorAuth()
        plain = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        user, password = urllib.parse.unquote(parts.username), urllib.parse.unquote(parts.password or "")
        keeper.add_password(None, plain, user, password, is_authenticated=True)
        opener.add_handler(urllib.request.HTTPBasicAuthHandler(keeper))
        address = plain
    accept = "application/vnd.pypi.simple.v1+json, text/html;q=0.5, */*;q=0.1"
    with opener.open(urllib.request.Request(address, headers={"Accept": accept}), timeout=120) as answer:
        return bytes(answer.read())


def pip_configuration() -> dict[str, str]:
    """Return pip's settings of this machine: its files, then its variables, the later ones winning."""
    home = Path.home()
    files = [Path("/etc/xdg/pip/pip.conf"), Path("/etc/pip.conf"), home / ".pip/pip.conf"]
    files.append(Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "pip/pip.conf")
    if os.environ.get("PIP_CONFIG_FILE"):
        files.append(Path(os.environ["PIP_CONFIG_FILE"]))
    found: dict[str, str] = {}
    for file in files:
        parser = ConfigParser(interpolation=None)
        try:
            parser.read(file)
        except (OSError, Error, UnicodeDecodeError):
            continue
        for section in ("global", "install"):
            found.update(parser.items(section) if parser.has_section(section) else [])
    for name in ("index-url", "extra-index-url", "find-links", "cert"):
        value = os.environ.get("PIP_" + name.upper().replace("-", "_"))
        if value:
            found[name] = value
    return found


def index() -> str:
    """Return the address of the configured package index: uv's own, then pip's, then the public one."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        if os.environ.get(name):
            return os.environ[name]
    return pip_configuration().get("index-url", PYPI)


def certificates() -> str | None:
    """Return the file of certificates that this machine trusts, its own authorities included; None where it has none.

    A name that leads nowhere counts as not given.
    """
    named = (os.environ.get("SSL_CERT_FILE"), pip_configuration().get("cert"), *map(str, BUNDLES))
    return next((name for name in named if name and Path(name).is_file()), None)


def uv_settings() -> dict[str, str]:
    """Return the variables that let uv use pip's index and certificates where it has no setting of its own."""
    pip, given = pip_configuration(), {}
    own = any(os.environ.get(name) for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX", "UV_EXTRA_INDEX_URL"))
    files = (Path("/etc/uv/uv.toml"), Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "uv/uv.toml")
    if not own and not any(file.exists() for file in files) and "index-url" in pip:
        given["UV_DEFAULT_INDEX"] = pip["index-url"]
        if "extra-index-url" in pip:  # every file is checked by its hash, so it may come from any of them
            given |= {"UV_INDEX": " ".join(pip["extra-index-url"].split()), "UV_INDEX_STRATEGY": "unsafe-best-match"}
    trusted = certificates()
    if trusted and not os.environ.get("SSL_CERT_DIR"):
        given["SSL_CERT_FILE"] = trusted
    return given


def install_certificates() -> bool:
    """Install Debian's root certificates where that is allowed; tell whether it was."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print("Cài ca-certificates bằng apt-get", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-q", "-y", "--no-install-recommends", "ca-certificates"],
    ):
        result = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if result.returncode:
            print(result.stderr[-2000:], file=sys.stderr)
            return False
    return True


def shown(address: str) -> str:
    """Return the address without a password in it."""
    parts = urllib.parse.urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


if __name__ == "__main__":
    print(program())
