"""The demonstration of `make run`: the fictional cast, a clock of its own, test keys, mails in an outbox."""

import secrets

from congvu.config import env
from congvu.config.settings.base import *  # noqa: F403
from congvu.config.settings.base import DATA

CONGVU_MODE = "demo"
CONGVU_CLOCK = env.text("CONGVU_CLOCK", "2020-04-27T07:30")
CONGVU_PLACE_NAMES = {"": "Ủy ban nhân dân huyện Bình Đại", "2025-07-01": "Ủy ban nhân dân tỉnh Vĩnh Long"}
DEFAULT_FROM_EMAIL = "Cổng dịch vụ công <khong-tra-loi@binhdai.example>"
EMAIL_BACKEND = "congvu.notify.outbox.OutboxBackend"


def _installation_secret() -> str:
    """Return the secret of this installation, made at the first run and kept in the data folder."""
    path = DATA / "secret-key"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


SECRET_KEY = _installation_secret()
