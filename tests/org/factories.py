"""Places, agencies and posts for tests."""

import factory

from congvu.org.models import Agency, AgencyCode, Place, Post
from congvu.org.terms import AgencyKind, CodeScheme, Level


class PlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Place
        django_get_or_create = ["key"]

    key = factory.Sequence(lambda n: f"9{n:04}@2020")
    slug = factory.Sequence(lambda n: f"place-{n}")
    code = factory.LazyAttribute(lambda p: p.key.partition("@")[0])
    name = factory.Sequence(lambda n: f"Xã Thử {n}")
    kind = "xa"
    level = Level.COMMUNE


class AgencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agency
        django_get_or_create = ["key"]

    key = factory.Sequence(lambda n: f"agency-{n}-ubnd")
    name = factory.Sequence(lambda n: f"Ủy ban nhân dân xã Thử {n}")
    short_name = factory.LazyAttribute(lambda a: a.name.replace("Ủy ban nhân dân", "UBND"))
    symbol = "UBND"
    kind = AgencyKind.COMMITTEE
    place = factory.SubFactory(PlaceFactory)


class DivisionFactory(AgencyFactory):
    key = factory.Sequence(lambda n: f"agency-{n}-tp")
    name = "Phòng Tư pháp"
    symbol = "TP"
    kind = AgencyKind.DIVISION
    place = None
    parent = factory.SubFactory(AgencyFactory)


class AgencyCodeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgencyCode

    agency = factory.SubFactory(AgencyFactory)
    scheme = CodeScheme.QD20
    value = factory.Sequence(lambda n: f"H07.{n}")


class PostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Post
        django_get_or_create = ["key"]

    agency = factory.SubFactory(AgencyFactory)
    slug = factory.Sequence(lambda n: f"post-{n}")
    key = factory.LazyAttribute(lambda p: f"{p.agency.key}/{p.slug}")
    title = "Chuyên viên"
