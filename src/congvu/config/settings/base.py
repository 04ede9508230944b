"""Settings shared by every installation; demo, test and prod build on them."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.messages.constants import ERROR, SUCCESS, WARNING

from congvu.config import env, logs

SOURCE = Path(__file__).resolve().parents[2]
DATA = env.data_folder()

DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ROOT_URLCONF = "congvu.config.urls"
WSGI_APPLICATION = "congvu.config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

CONGVU_APPS = [
    "portal",
    "desk",
    "api",
    "dossiers",
    "procedures",
    "documents",
    "payments",
    "signing",
    "workflow",
    "notify",
    "files",
    "accounts",
    "org",
    "audit",
    "workdays",
    "base",
]
INSTALLED_APPS = [
    "congvu.config",
    *(f"congvu.{app}" for app in CONGVU_APPS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "congvu.base.trace.Trace",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "congvu.base.middleware.ContentSecurityPolicy",
    "congvu.base.middleware.SizeOfRequests",
    "congvu.base.middleware.ReadOnlyReads",
    "congvu.base.middleware.Refusals",
    "congvu.accounts.middleware.ActingOfficer",
    "congvu.accounts.middleware.SignInAgain",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "congvu.base.context.shell",
                "congvu.notify.web.frame.unread",
            ],
            "builtins": ["congvu.base.templatetags.page"],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "congvu.base.drawing.environment"},
    },
]
DATABASES = {
    "default": {
        **env.database(),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "congvu", "server_side_binding": True, "prepare_threshold": 3},
    }
}
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [env.PROJECT / "build" / "static"]
MEDIA_ROOT = DATA / "files"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "congvu.accounts.web.sessions.Backend",
]
SESSION_ENGINE = "congvu.accounts.web.sessions"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/accounts/home/"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
MESSAGE_TAGS = {SUCCESS: "ok", WARNING: "wait", ERROR: "late"}  # the looks of notes in theme.css
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
CONGVU_REQUEST_MEGABYTES = env.number("CONGVU_REQUEST_MEGABYTES", 100)  # one request, its files together
CSRF_FAILURE_VIEW = "congvu.base.problems.old_form"

LOGGING = logs.configure()

CONGVU_MODE = "base"
CONGVU_SITE_NAME = "Công Vụ"
CONGVU_PLACE_NAMES = {"": env.text("CONGVU_PLACE_NAME")}  # whose portal it is, each name from a day on
CONGVU_CLOCK = ""  # an instant: sets the clock of a demonstration at its first run
CONGVU_CLOCK_FILE = DATA / "clock-offset"
CONGVU_EVENTS_PORT = env.number("CONGVU_EVENTS_PORT", 0)
CONGVU_ADDRESS = env.text("CONGVU_ADDRESS", f"http://localhost:{env.number('PORT', 8000)}")  # in mails and on papers
CONGVU_MAIL_DOMAIN = urlsplit(CONGVU_ADDRESS).hostname or "localhost"
CONGVU_CLAMD = env.text("CONGVU_CLAMD")  # a virus scanner: the path of its socket, or host:port; empty: no scanner
CONGVU_KEYS_FOLDER = DATA / "keys"  # encrypted private keys and the secret that opens them
CONGVU_ROOTS_FOLDER = DATA / "roots"  # certificates (PEM, DER) of the authorities that are trusted
CONGVU_API_PER_MINUTE = env.number("CONGVU_API_PER_MINUTE", 600)  # calls of one token
CONGVU_API_PER_MINUTE_WITHOUT_TOKEN = env.number("CONGVU_API_PER_MINUTE_WITHOUT_TOKEN", 120)  # of one address
CONGVU_TSA_URL = env.text("CONGVU_TSA_URL")
CONGVU_PKCS11_MODULE = env.text("CONGVU_PKCS11_MODULE")
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"


ACCOUNT_ADAPTER = "congvu.accounts.web.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "congvu.accounts.web.forms.SignInForm",
    "add_email": "congvu.accounts.web.forms.NewAddressForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "login_failed": "60/m/ip"
}  # axes counts by account; a hall shares one address
ACCOUNT_CHANGE_EMAIL = True
MFA_ADAPTER = "congvu.accounts.web.adapter.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "congvu.accounts.web.forms.AddKeyForm"}
MFA_TOTP_ISSUER = "Cong Vu"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # localhost of a demonstration; a real installation speaks https only
USERSESSIONS_TRACK_ACTIVITY = False
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "congvu.accounts.web.adapter.login_name"
AXES_LOCKOUT_CALLABLE = "congvu.accounts.web.adapter.locked_out"
AXES_VERBOSE = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
