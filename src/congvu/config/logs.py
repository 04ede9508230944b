"""How the house writes its log: one JSON line for each event, ids and numbers only."""

import logging
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer

# What must never reach a log, should somebody pass it by mistake.
PERSONAL = frozenset(
    ("name", "full_name", "email", "phone", "id_number", "birth_date", "address", "password", "cookie", "data")
)


def without_personal(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Cross out the values of names that hold personal data."""
    return {key: "***" if key in PERSONAL else value for key, value in event.items()}


def without_details(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Cut what PostgreSQL quotes from the row out of its errors, and the address out of Django's line."""
    if event.get("logger") == "django.request":
        event["event"] = "web.defect"
    for error in event.get("exception") or ():
        if isinstance(error, dict):
            error["exc_value"] = str(error.get("exc_value", "")).partition("\nDETAIL")[0]
    return event


# structlog types its processors by the kind of event; these take any.
SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    without_personal,
]


class _NotTheOwnLine(logging.Filter):
    """Drop Django's line about each 4xx and 5xx answer: it quotes the address; our own line has the route."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.exc_info is not None


def configure() -> dict[str, Any]:
    """Set structlog up and return Django's `LOGGING`."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"no_address": {"()": _NotTheOwnLine}},
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
                    without_details,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "loggers": {
            "congvu": {"level": "INFO"},
            "django.request": {"level": "ERROR", "filters": ["no_address"]},
            "django.server": {"level": "ERROR"},
            "procrastinate": {"level": "WARNING"},
            "axes": {"level": "ERROR"},
            "pyhanko": {"level": "CRITICAL"},  # it logs certificates with their names; verdicts say it all
            "pyhanko_certvalidator": {"level": "CRITICAL"},
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
    }
