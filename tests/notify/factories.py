"""Messages as situations."""

from datetime import UTC, datetime

import factory

from congvu.accounts.models import User
from congvu.notify.models import Mail, MessageTemplate, Notice

MONDAY_9AM = datetime(2020, 4, 27, 2, 0, tzinfo=UTC)


class ReaderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"nguoi-doc-{n}")
    full_name = "Nguyễn Thị Mẫu"
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.vn")


class MessageTemplateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MessageTemplate

    key = factory.Sequence(lambda n: f"mau-{n}")
    version = 1
    subject = "Hồ sơ {code}"
    text = "Hồ sơ {code} của {applicant}."


class NoticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Notice

    user = factory.SubFactory(ReaderFactory)
    template = factory.SubFactory(MessageTemplateFactory)
    subject_kind = "dossier"
    subject_id = "1"
    title = factory.Sequence(lambda n: f"Hồ sơ số {n} đã được tiếp nhận")
    text = "Mời xem."
    link = "/dossiers/track/"
    sent_at = MONDAY_9AM


class MailFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mail

    template = factory.SubFactory(MessageTemplateFactory)
    to_email = "mau@example.vn"
    subject_kind = "dossier"
    subject_id = "1"
    title = "Hồ sơ đã được tiếp nhận"
    text = "Chậm nhất 17:00 thứ Ba bạn nhận được kết quả."
    link = "/dossiers/track/"
    asked_at = MONDAY_9AM
