import re

from tests.house.reading import PROJECT


def test_no_lock_file_names_a_host():
    locks = [*PROJECT.glob("requirements/*"), PROJECT / "package-lock.json"]
    named = []
    for lock in locks:
        for number, line in enumerate(lock.read_text().splitlines(), 1):
            if re.search(r"\b(?:https?|file|git|ssh)://|--(?:extra-)?index-url|--find-links", line):
                if (
                    '"url": "https://' in line
                ):  # where thanks may be sent, printed by `npm fund`; nothing is fetched there
                    continue
                named.append(f"{lock.name}:{number}: {line.strip()}")

    assert named == []


def test_every_locked_package_has_a_hash():
    for lock in PROJECT.glob("requirements/*"):
        entries = re.split(r"\n(?=\S)", lock.read_text().strip())
        entries = [entry for entry in entries if re.match(r"[\w.\[\],-]+==", entry)]

        assert entries, lock.name
        assert [entry.split(" ")[0] for entry in entries if "--hash=sha256:" not in entry] == []
