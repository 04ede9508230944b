"""Addresses of messages: my notices and the demonstration's outbox."""

from django.urls import URLPattern, URLResolver, path

from congvu.notify.web import mine, outbox

app_name = "notify"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", mine.notices, name="notices"),
    path("read-all/", mine.read_all, name="read_all"),
    path("<int:notice_id>/open/", mine.open_notice, name="open"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:mail_id>/", outbox.kept_mail, name="kept_mail"),
]
