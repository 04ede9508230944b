"""The organisation comes from its files, as often as wanted."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from congvu.audit.rules import SYSTEM
from congvu.org import queries
from congvu.org.actions import import_organisation
from congvu.org.management.commands.import_org import DATA
from congvu.org.models import Agency, AgencyCode, Place, Post
from congvu.org.refusals import BadFile, NoSuchAgency
from congvu.org.rules.chart import FILES, build
from congvu.org.rules.tiers import Letterhead
from congvu.org.terms import Level
from tests.org.factories import AgencyFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 4, 27, 1, tzinfo=UTC)
OLD, LATE, NEW = date(2020, 4, 27), date(2025, 1, 15), date(2026, 11, 25)
TEXTS = {name: (DATA / name).read_text(encoding="utf-8") for name in FILES}


@pytest.fixture(scope="module")
def chart():
    return build(TEXTS)


@pytest.fixture
def organisation(seeded):
    return None


def test_a_second_import_changes_nothing(organisation, chart):
    again = import_organisation(chart=chart, by=SYSTEM, now=NOW)

    assert not again


def test_an_import_says_what_it_changed(organisation):
    other = build(TEXTS | {"agencies.yaml": TEXTS["agencies.yaml"].replace("name: Phòng Tư pháp", "name: Phòng Luật")})

    changes = import_organisation(chart=other, by=SYSTEM, now=NOW)

    assert changes.changed == ["agency bd20-tp: name 'Phòng Tư pháp' -> 'Phòng Luật'"]


def test_a_row_that_the_files_lack_stays(organisation, chart):
    AgencyFactory(key="own-ubnd")

    changes = import_organisation(chart=chart, by=SYSTEM, now=NOW)

    assert Agency.objects.filter(key="own-ubnd").exists()
    assert changes.only_stored["agency"] == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("agencies.yaml", "of: bd20-ubnd", "of: bd20-xyz", "không có cơ quan hoặc địa bàn bd20-xyz"),
        ("agencies.yaml", "valid_to: '2025-02-28'", "valid_to: '2025-02-30'", "không phải ngày"),
        ("posts.yaml", "title: Trưởng phòng", "tiêu đề: Trưởng phòng", "thiếu “title”"),
        ("codes.yaml", "unit: bd20-vp", "unit: bd20-vvp", "không có đơn vị bd20-vvp"),
        ("places.yaml", "gso_code: '835'", "gso_code: '8355'", "danh mục không có 8355@2020"),
        ("competence.yaml", "three_tier: huyen_xa", "three_tier: ap_xa", "cấp “ap” không có"),
        ("places.csv", ",86@2025:whole", ",86@2026:whole", "đơn vị kế thừa không đọc được"),
        ("desks.yaml", "bd20-tp", "bd20-tpp", "không có đơn vị bd20-tpp"),
        ("agencies.yaml", "agencies:\n", "agencies: [\n", "YAML không đọc được"),
    ],
)
def test_a_bad_file_is_refused_with_its_line_and_reason(file, old, new, reason):
    assert old in TEXTS[file]

    with pytest.raises(BadFile, match=reason) as refusal:
        build(TEXTS | {file: TEXTS[file].replace(old, new, 1)})

    assert file in str(refusal.value) and "dòng" in str(refusal.value)


def test_the_command_refuses_a_folder_without_files(tmp_path: Path):
    with pytest.raises(CommandError, match="Thiếu tệp"):
        call_command("import_org", folder=tmp_path)


def test_both_regimes_are_there(organisation):
    assert len(queries.communes_on(OLD)) == 20
    assert len(queries.communes_on(LATE)) == 19
    assert len(queries.communes_on(NEW)) == 7


def test_every_post_stands_in_an_agency_and_has_a_title(organisation):
    assert Post.objects.filter(title="").count() == 0
    assert Post.objects.filter(key="bd20-long-hoa-ubnd/tu-phap-ho-tich").exists()
    assert Post.objects.filter(key="vl25-binh-dai-hcc/tiep-nhan").exists()


def test_names_of_communes_are_filled_in(organisation):
    names = Agency.objects.in_bulk(field_name="key")

    assert names["vl25-binh-dai-ubnd"].name == "Ủy ban nhân dân xã Bình Đại"
    assert names["bd20-thi-tran-binh-dai-ca"].name == "Công an thị trấn Bình Đại"
    assert names["bd20-thi-tran-binh-dai-mc"].name == "Bộ phận Tiếp nhận và Trả kết quả thị trấn Bình Đại"
    assert names["vl25-binh-dai-hcc"].name == "Trung tâm Phục vụ hành chính công xã Bình Đại"


def test_codes_are_unique_in_their_scheme(organisation):
    assert AgencyCode.objects.filter(agency__key="bd20-ubnd").count() == 2


@pytest.mark.parametrize(
    ("code", "day", "count"),
    [
        ("1.001193", OLD, 20),
        ("2.000815", OLD, 21),
        ("2.000992", OLD, 1),
        ("2.000815", NEW, 7),
        ("2.000635", NEW, 7),
        ("1.001193", LATE, 19),
        ("9.999999", OLD, 0),
    ],
)
def test_the_applicant_picks_among_the_competent_committees(organisation, code, day, count):
    assert len(queries.committees_for(code, day)) == count


def test_the_code_of_a_division_is_that_of_its_committee(organisation):
    assert queries.code_prefix(queries.agency("bd20-tp"), OLD) == "H07.90"


@pytest.mark.parametrize(
    ("key", "committee"),
    [
        ("bd20-mc", "bd20-ubnd"),
        ("bd20-hdnd", "bd20-ubnd"),
        ("bd20-long-hoa-ca", "bd20-long-hoa-ubnd"),
        ("vl25-binh-dai-kt", "vl25-binh-dai-ubnd"),
    ],
)
def test_an_agency_belongs_to_a_committee(organisation, key, committee):
    assert queries.committee_of(queries.agency(key)).key == committee


@pytest.mark.parametrize(
    ("key", "day", "desk"),
    [
        ("bd20-ubnd", OLD, "bd20-mc"),
        ("bd20-long-hoa-ubnd", OLD, "bd20-long-hoa-mc"),
        ("vl25-binh-dai-ubnd", NEW, "vl25-binh-dai-hcc"),
    ],
)
def test_a_committee_has_a_desk(organisation, key, day, desk):
    assert queries.desk_of(queries.agency(key), day).key == desk


def test_an_abolished_committee_has_no_desk(organisation):
    with pytest.raises(NoSuchAgency):
        queries.desk_of(queries.agency("bd20-ubnd"), NEW)


@pytest.mark.parametrize(
    ("key", "head"),
    [
        ("bd20-ubnd", Letterhead("", "Ủy ban nhân dân huyện Bình Đại", "Bình Đại")),
        ("bd20-tp", Letterhead("Ủy ban nhân dân huyện Bình Đại", "Phòng Tư pháp", "Bình Đại")),
        ("bd20-long-hoa-ubnd", Letterhead("", "Ủy ban nhân dân xã Long Hòa", "Long Hòa")),
        ("bd20-long-hoa-ca", Letterhead("Công an huyện Bình Đại", "Công an xã Long Hòa", "Long Hòa")),
        ("vl25-binh-dai-ca", Letterhead("Công an tỉnh Vĩnh Long", "Công an xã Bình Đại", "Bình Đại")),
    ],
)
def test_letterheads_name_the_superior_and_the_issuer(organisation, key, head):
    assert queries.letterhead(queries.agency(key)) == head


def test_an_address_has_three_steps_before_july_2025(organisation):
    [district] = [p for p in queries.places_on(OLD, level=Level.DISTRICT, parent="83@2020") if p.code == "835"]

    assert len(queries.places_on(OLD, level=Level.COMMUNE, parent=district.key)) == 20


def test_an_address_has_two_steps_from_july_2025(organisation):
    [province] = queries.places_on(NEW)

    assert queries.places_on(NEW, level=Level.DISTRICT) == []
    assert len(queries.places_on(NEW, level=Level.COMMUNE, parent=province.key)) == 124


def test_an_old_commune_is_continued_by_a_new_one(organisation):
    old = Place.objects.get(slug="bd20-binh-thoi")

    assert [p.slug for p in queries.successors(old)] == ["vl25-binh-dai"]


def test_a_merged_division_is_continued(organisation):
    assert [a.key for a in queries.successors(queries.agency("bd20-tnmt"))] == ["bd25a-nnmt"]


def test_a_place_of_today_is_found_for_an_old_address(organisation):
    old = Place.objects.get(slug="bd20-phu-vang")

    assert [p.slug for p in queries.today_of(old, NEW)] == ["vl25-loc-thuan"]
