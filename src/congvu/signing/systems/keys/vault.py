"""The folder of private keys: each file encrypted with the secret of this installation, all readable by it alone."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from congvu.signing.refusals import NoKey
from congvu.signing.systems.keys.demo import Pair, make_authority

_SECRET = "secret"
_AUTHORITY = "trial-ca"
ONLY_US = 0o600


class Vault:
    """The key folder of one installation; nothing of it enters the database or a job."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def secret(self) -> bytes:
        """Return the installation's secret for key files, made at the first call."""
        path = self.folder / _SECRET
        if not path.exists():
            self._create(path, secrets.token_urlsafe(48).encode())
        return path.read_bytes()

    def keep(self, name: str, key: bytes) -> None:
        """Store an encrypted private key under a name; an existing one stays."""
        self._create(self.folder / f"{name}.key", key)

    def key(self, name: str) -> bytes:
        """Return the encrypted private key of that name. Raises NoKey."""
        path = self.folder / f"{Path(name).name}.key"
        if not path.is_file():
            raise NoKey
        return path.read_bytes()

    def pin(self, token: str) -> str:
        """Return the PIN of a token from its file. Raises NoKey."""
        path = self.folder / f"{Path(token).name}.pin"
        if not path.is_file():
            raise NoKey
        return path.read_text().strip()

    def trial_authority(self) -> Pair:
        """Return the root of the demonstration, made at the first call; two callers at once get the same one."""
        certificate, key = self.folder / f"{_AUTHORITY}.pem", self.folder / f"{_AUTHORITY}.key"
        if not certificate.exists():
            pair = make_authority(secret=self.secret())
            # Key and certificate are one file for a moment, so that two first runs never mix their halves.
            self._create(self.folder / f"{_AUTHORITY}.both", pair.key + pair.certificate)
            both = (self.folder / f"{_AUTHORITY}.both").read_bytes()
            split = both.index(b"-----BEGIN CERTIFICATE")
            self._create(key, both[:split])
            self._create(certificate, both[split:])
        return Pair(certificate.read_bytes(), key.read_bytes())

    def trial_root(self) -> bytes:
        """Return the root certificate of the demonstration as PEM; empty when there is none yet."""
        path = self.folder / f"{_AUTHORITY}.pem"
        return path.read_bytes() if path.is_file() else b""

    def _create(self, path: Path, content: bytes) -> None:
        """Write a file once, whole and readable by us alone; when it is there already, it stays."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_US)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
