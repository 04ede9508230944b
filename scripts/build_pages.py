"""Build what the pages load: style sheets, scripts and fonts from npm and from `static_src/`, into `build/static/`.

Nothing happens when no input has changed. Standard library only; npm fetches the exact, hash-checked packages of
`package-lock.json` without running their scripts, esbuild joins them.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import fetch_uv  # lies beside this script

PROJECT = Path(__file__).resolve().parents[1]
MODULES = PROJECT / "node_modules"
STAGE = PROJECT / "build" / "pages"
OUTPUT = PROJECT / "build" / "static"
STAMP = PROJECT / "build" / "pages.json"
BIN = PROJECT / ".venv" / "bin"
WEIGHTS = ("latin-400", "latin-600", "vietnamese-400", "vietnamese-600")


def main() -> int:
    """Build the pages' files, or say in one sentence why that was not possible."""
    os.chdir(PROJECT)
    inputs = digest_of([*sources(), Path(__file__), PROJECT / "package-lock.json"])
    if STAMP.exists() and json.loads(STAMP.read_text()) == {"inputs": inputs, "outputs": digest_of(built())}:
        return 0
    fetch_packages()
    stage_styles()
    join()
    STAMP.write_text(json.dumps({"inputs": inputs, "outputs": digest_of(built())}))
    total = sum(path.stat().st_size for path in built())
    print(f"Dựng xong {len(built())} tệp của các trang ({total // 1024} kB)", flush=True)
    return 0


def sources() -> list[Path]:
    """Return the style sheets, scripts and pictures of all apps, in a fixed order."""
    return sorted(path for path in PROJECT.glob("src/congvu/*/static_src/*") if path.suffix in (".css", ".js", ".svg"))


def built() -> list[Path]:
    """Return the files of the last build, in a fixed order."""
    return sorted(path for path in OUTPUT.rglob("*") if path.is_file())


def digest_of(paths: list[Path]) -> str:
    """Return one hash over names and contents."""
    total = hashlib.sha256()
    for path in paths:
        total.update(f"{path.relative_to(PROJECT)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def fetch_packages() -> None:
    """Have npm install exactly the locked packages, unless they are there already."""
    lock = PROJECT / "package-lock.json"
    mark = MODULES / ".congvu-lock"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if mark.exists() and mark.read_text() == wanted:
        return
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), str(BIN)])  # the machine's Node first, then the wheel's
    npm = shutil.which("npm", path=path)
    if npm is None:
        sys.exit("Không thấy npm: hãy chạy `make setup`, lệnh ấy mang Node theo.")
    print("Tải tệp của các trang từ npm (khoảng 15 MB)", flush=True)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    environment = {**os.environ, "PATH": path}
    trusted = fetch_uv.certificates()
    if trusted:  # Node knows only its own list unless told; an office's own authority is in the machine's
        environment.setdefault("NODE_EXTRA_CA_CERTS", trusted)
    fetched = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    if fetched.returncode:
        sys.exit(f"{fetched.stdout}npm không tải được các gói của package-lock.json; dòng ở trên nói lý do.")
    mark.write_text(wanted)


def stage_styles() -> None:
    """Lay our sources beside the npm files that they name, cleaned of the fonts and marks of other governments."""
    shutil.rmtree(STAGE, ignore_errors=True)
    for source in sources():
        app = source.parents[1].name
        target = STAGE / ("" if app == "base" else app) / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    govuk = (MODULES / "govuk-frontend/dist/govuk/govuk-frontend.min.css").read_text()
    (STAGE / "govuk-frontend.min.css").write_text(without_foreign_marks(govuk))
    moj_folder = MODULES / "@ministryofjustice/frontend/moj"
    moj = without_foreign_marks((moj_folder / "moj-frontend.min.css").read_text())
    (STAGE / "moj-frontend.min.css").write_text(moj.replace("url(/assets/images/", "url(images/"))
    (STAGE / "images").mkdir()
    for name in sorted(set(re.findall(r"url\(/assets/images/([\w.-]+)\)", moj))):
        shutil.copyfile(moj_folder / "assets/images" / name, STAGE / "images" / name)
    (STAGE / "fonts").mkdir()
    for weight in WEIGHTS:
        name = f"be-vietnam-pro-{weight}-normal.woff2"
        shutil.copyfile(MODULES / "@fontsource/be-vietnam-pro/files" / name, STAGE / "fonts" / name)


def without_foreign_marks(css: str) -> str:
    """Return the style sheet without the GDS font, the crest and its rules."""
    css = re.sub(r"@font-face\{[^}]*GDS Transport[^}]*\}", "", css)
    css = css.replace("GDS Transport,", "").replace('"GDS Transport",', "")
    css = re.sub(r"(?:-webkit-)?(?:background|mask)-image:url\(/assets/images/govuk-crest\.svg\);?", "", css)
    css = css.replace("@media screen\\0 and", "@media (max-width:0) and")
    left = re.findall(r"GDS Transport|crest\.svg|/assets/fonts", css)
    if left:
        sys.exit(f"A new release of the style sheets brought back {left[0]}: adapt scripts/build_pages.py.")
    return css


def join() -> None:
    """Join the entry files with esbuild: one style sheet and one module each, fonts and pictures beside them."""
    programs = sorted(MODULES.glob("@esbuild/*/bin/esbuild"))
    if not programs:
        sys.exit("esbuild has no program for this kind of machine; set npm's `omit` back to its default.")
    sheets = [path for path in sorted(STAGE.rglob("*.css")) if not path.name.endswith(".min.css")]
    entries = [path for path in sheets if not path.name.startswith("_")]
    entries += [path for path in sorted(STAGE.rglob("*.js")) if not path.name.startswith("_")]
    shutil.rmtree(OUTPUT, ignore_errors=True)
    command = [
        str(programs[0]), *map(str, entries), "--bundle", "--minify", "--format=esm",
        "--target=es2022,chrome109,firefox115,safari16",
        f"--outbase={STAGE}", f"--outdir={OUTPUT}", "--asset-names=[dir]/[name]",
        "--loader:.woff2=file", "--loader:.svg=file", "--legal-comments=linked", "--log-level=warning",
    ]  # fmt: skip
    if subprocess.run(command, env={**os.environ, "NODE_PATH": str(MODULES)}).returncode:
        sys.exit("esbuild could not join the pages' files; the lines above say where.")
    for picture in sorted(STAGE.glob("*.svg")):
        shutil.copyfile(picture, OUTPUT / picture.name)


if __name__ == "__main__":
    sys.exit(main())
