"""Settings of the test suite: PostgreSQL from `DATABASE_URL`, fast hashing, files in a temporary folder."""

import atexit
import shutil
import tempfile
from pathlib import Path

from congvu.config.settings.base import *  # noqa: F403

CONGVU_MODE = "test"
SECRET_KEY = "only-for-tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
_folder = Path(tempfile.mkdtemp(prefix="congvu-test-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
DATA = _folder
CONGVU_KEYS_FOLDER = _folder / "keys"
CONGVU_ROOTS_FOLDER = _folder / "roots"
MEDIA_ROOT = _folder / "files"
STATIC_ROOT = _folder / "static"
STATIC_ROOT.mkdir()  # whitenoise warns about a missing folder
CONGVU_CLOCK_FILE = _folder / "clock-offset"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False
ACCOUNT_RATE_LIMITS = False  # hundreds of people sign in from one address
