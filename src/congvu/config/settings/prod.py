"""A real installation: everything secret or local comes from the environment; the demonstration is refused."""

from django.core.exceptions import ImproperlyConfigured

from congvu.config import env
from congvu.config.settings.base import *  # noqa: F403
from congvu.config.settings.base import MIDDLEWARE as SHARED

CONGVU_MODE, SHORTEST_KEY = "prod", 50
SECRET_KEY = env.text("CONGVU_SECRET_KEY")
ALLOWED_HOSTS = env.text("CONGVU_HOSTS").split()
if not SECRET_KEY or not ALLOWED_HOSTS:
    raise ImproperlyConfigured("vận hành thật cần CONGVU_SECRET_KEY và CONGVU_HOSTS.")
if len(SECRET_KEY) < SHORTEST_KEY:
    raise ImproperlyConfigured(f"CONGVU_SECRET_KEY phải dài ít nhất {SHORTEST_KEY} ký tự.")
if env.text("CONGVU_CLOCK"):
    raise ImproperlyConfigured("CONGVU_CLOCK chỉ dùng cho bản trình diễn.")
ALLOWED_HOSTS += ["127.0.0.1"]  # the house itself and watchers on this machine ask for /healthz, /readyz, /metrics

EMAIL_HOST = env.text("CONGVU_SMTP_HOST", "localhost")
EMAIL_PORT = env.number("CONGVU_SMTP_PORT", 25)
EMAIL_HOST_USER = env.text("CONGVU_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("CONGVU_SMTP_PASSWORD")
EMAIL_TIMEOUT = 20  # seconds: a silent server must not hold the worker
EMAIL_USE_TLS = env.text("CONGVU_SMTP_TLS") == "1"
CONGVU_ADDRESS = env.text("CONGVU_ADDRESS", f"https://{ALLOWED_HOSTS[0]}")
CONGVU_MAIL_DOMAIN = ALLOWED_HOSTS[0]
CONGVU_EVENTS_PORT = 0  # the server in front joins pages and events under one address
DEFAULT_FROM_EMAIL = env.text("CONGVU_MAIL_FROM", "congvu@localhost")
MIDDLEWARE = ["congvu.base.middleware.ClientAddress", *SHARED]
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
