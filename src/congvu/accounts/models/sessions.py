"""Who is signed in where (phiên đăng nhập): Django's session, which also knows its person."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from congvu.accounts.models.people import User


class Session(AbstractBaseSession):
    """One session; `user` is whom its data names, so that both are loaded together."""

    user = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="người đăng nhập"
    )
