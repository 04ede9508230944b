"""Procedures for tests, without the whole catalogue."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from congvu.procedures import models


class ProcedureFactory(DjangoModelFactory):
    class Meta:
        model = models.Procedure

    code = factory.Sequence(lambda n: f"9.{n:06d}")
    name = "Đăng ký thử"
    field = "Hộ tịch"
    position = factory.Sequence(int)
    online_level = 4
    level_2020 = "xa"
    level_2025 = "xa"
    search_text = factory.SelfAttribute("name")
    folded_name = "dang ky thu"


class FormLibraryFactory(DjangoModelFactory):
    class Meta:
        model = models.FormLibrary

    digest = factory.Sequence(lambda n: f"{n:064d}")
    content = factory.LazyFunction(dict)
    published_at = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


class ProcedureVersionFactory(DjangoModelFactory):
    class Meta:
        model = models.ProcedureVersion

    procedure = factory.SubFactory(ProcedureFactory)
    number = 1
    published_at = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    valid_from = dt.date(2020, 1, 1)
    catalogue = factory.LazyAttribute(lambda v: {"ma_tthc": v.procedure.code, "ten": v.procedure.name})
    form = factory.LazyFunction(dict)
    form_library = factory.SubFactory(FormLibraryFactory)
    process = factory.LazyFunction(dict)
    result = factory.LazyFunction(dict)
    digests = factory.LazyFunction(dict)
