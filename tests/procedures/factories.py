"""Procedures for tests, without the whole catalogue."""

import datetime as dt
from functools import cache
from pathlib import Path

import factory
import yaml
from factory.django import DjangoModelFactory

from congvu.audit.rules import Ref
from congvu.procedures import actions, models
from congvu.procedures.rules.catalogue_files import read_catalogue


class ProcedureFactory(DjangoModelFactory):
    class Meta:
        model = models.Procedure

    code = factory.Sequence(lambda n: f"9.{n:06d}")
    name = "Đăng ký thử"
    field = "Hộ tịch"
    position = factory.Sequence(int)
    online_2020 = 4
    online_2025 = "toan_trinh"
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


@cache
def shipped():
    """Return the catalogue of the package's own files."""
    folder = Path(actions.__file__).parent / "data"
    texts = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}
    catalogue, problems = read_catalogue(texts)
    assert not problems, problems
    return catalogue


def published_catalogue(*, valid_from=dt.date(2020, 1, 1)):
    """Publish the shipped catalogue."""
    now = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    return actions.import_catalogue(catalogue=shipped(), valid_from=valid_from, by=Ref("test", "1", "thử"), now=now)


def republished(code, *, valid_from, **changes):
    """Publish the shipped catalogue again with changes in one procedure."""
    folder = Path(actions.__file__).parent / "data"
    texts = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}
    name = f"catalogue/{code}.yaml"
    texts[name] = yaml.safe_dump({**yaml.safe_load(texts[name]), **changes}, allow_unicode=True)
    catalogue, problems = read_catalogue(texts)
    assert not problems, problems
    now = dt.datetime(2020, 4, 27, tzinfo=dt.UTC)
    return actions.import_catalogue(catalogue=catalogue, valid_from=valid_from, by=Ref("test", "1", "thử"), now=now)
