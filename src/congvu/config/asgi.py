"""The event server: one small ASGI application that serves only `/events/`."""

from congvu.config.streams import application

__all__ = ["application"]
