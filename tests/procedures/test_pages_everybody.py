import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from congvu.org.models import Competence, Function
from congvu.org.terms import Level
from tests.org.factories import AgencyFactory

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2020, 4, 27, 3, 0, tzinfo=dt.UTC)  # 10:00 in Viet Nam


@pytest.fixture(autouse=True)
def demonstration_day():
    with time_machine.travel(MONDAY, tick=False):
        yield


def text_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_the_list_shows_every_procedure(client, catalogue):
    page = text_of(client, "/procedures/")

    assert "36 thủ tục làm được ở đây" in page
    assert page.count('class="cv-row"') == 36


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("field=Hộ tịch", 11),
        ("online=4", 17),
        ("tier=huyen", 19),
        ("event=xay-nha", 3),
        ("field=Đất đai&tier=huyen", 1),
    ],
)
def test_the_list_is_narrowed_by_its_filter(client, catalogue, query, count):
    page = text_of(client, f"/procedures/?{query}")

    assert page.count('class="cv-row"') == count


def test_words_put_the_best_match_first(client, catalogue):
    page = text_of(client, "/procedures/?q=mo quan an")

    assert page.index("Đăng ký thành lập hộ kinh doanh") < page.index('class="cv-row"') + 300


def test_an_unknown_choice_is_said_with_422(client, catalogue):
    assert "Nộp trực tuyến: không có lựa chọn này." in text_of(client, "/procedures/?online=9", status=422)


def test_nothing_left_by_the_filter_is_said(client, catalogue):
    page = text_of(client, "/procedures/?field=Trồng trọt&tier=huyen")

    assert "Không có thủ tục nào hợp với lựa chọn này" in page


def test_the_list_asks_the_database_a_fixed_number_of_questions(client, catalogue, django_assert_num_queries):
    client.get("/procedures/")

    with django_assert_num_queries(2):
        client.get("/procedures/")
    with django_assert_num_queries(3):
        client.get("/procedures/?field=Hộ tịch")


def test_a_procedure_promises_a_day(client, catalogue):
    page = text_of(client, "/procedures/1.001612/")

    assert "Nộp hôm nay, thứ Hai 27/04/2020, nhận kết quả chậm nhất" in page
    assert "17:00 thứ Hai 04/05/2020" in page  # three working days over 30 April and 1 May


def test_where_no_committee_is_known_the_date_says_what_it_assumes(client, catalogue):
    page = text_of(client, "/procedures/1.001193/")

    assert "tính theo lịch nghỉ chung" in page


def a_committee(key, **more):
    return AgencyFactory(key=key, **more)


def competent(code):
    function = Function.objects.create(key="thu", name="Việc thử", from_units=[], to_units=[], to_level=Level.COMMUNE)
    Competence.objects.create(function=function, procedure_code=code, level=Level.COMMUNE)


def test_the_only_committee_promises_by_its_own_way_of_counting(client, catalogue):
    competent("1.004859")
    committee = a_committee("thu-ubnd", deadline_mode="hour")

    page = text_of(client, "/procedures/1.004859/")

    assert f"theo lịch làm việc của {committee.name}" in page
    assert "T10:00:00" in page


def test_of_several_committees_the_chosen_one_promises(client, catalogue):
    competent("1.004859")
    a_committee("mot-ubnd", deadline_mode="day")
    other = a_committee("hai-ubnd", deadline_mode="hour")

    bare, chosen = (text_of(client, f"/procedures/1.004859/{query}") for query in ("", "?committee=hai-ubnd"))

    assert "tính theo lịch nghỉ chung" in bare
    assert f"theo lịch làm việc của {other.name}" in chosen and "tính theo lịch nghỉ chung" not in chosen


def test_the_page_tells_copies_and_validity_of_the_result_and_who_may_ask(client, catalogue):
    page = text_of(client, "/procedures/1.004873/")

    assert "Giá trị của kết quả</dt><dd>06 tháng kể từ ngày cấp, hoặc đến khi tình trạng hôn nhân thay đổi</dd>" in page
    assert "Bản thân; Vợ/chồng; Cha" in page


def test_what_the_data_do_not_say_is_not_printed(client, catalogue):
    page = text_of(client, "/procedures/2.001263/")

    assert "Tờ khai cho người nộp là" not in page and "Số bộ hồ sơ" not in page


def test_answers_decide_which_papers_are_needed(client, catalogue):
    open_list = text_of(client, "/procedures/1.001612/")

    alone = text_of(client, "/procedures/1.001612/?founder=person&agent=no")

    assert "Bạn cần 2 giấy tờ, và 3 giấy tờ tùy trường hợp" in open_list
    assert "Bạn cần 2 giấy tờ</h2>" in alone
    assert alone.count('class="is-off"') == 3


def test_an_answer_that_is_no_choice_is_ignored(client, catalogue):
    page = text_of(client, "/procedures/1.001612/?founder=<script>&agent=9")

    assert "Bạn cần 2 giấy tờ, và 3 giấy tờ tùy trường hợp" in page


def test_an_answer_that_changes_the_limit_changes_the_promise(client, catalogue):
    usual = text_of(client, "/procedures/1.013225/")

    house = text_of(client, "/procedures/1.013225/?works_kind=house")

    assert "20 ngày, tính từ lúc" in usual
    assert "15 ngày, tính từ lúc" in house


def test_a_fee_set_by_the_council_is_never_said_as_free(client, catalogue):
    page = text_of(client, "/procedures/1.004873/")

    assert "Lệ phí theo nghị quyết của HĐND tỉnh" in page
    assert "Không thu" not in page and ">0 đồng" not in page


def test_a_free_procedure_keeps_its_note(client, catalogue):
    page = text_of(client, "/procedures/1.001193/")

    assert "Không thu" in page and "Miễn lệ phí khi đăng ký đúng hạn" in page


def test_a_code_younger_than_the_day_is_marked(client, catalogue):
    assert "mã minh họa" in text_of(client, "/procedures/1.013225/")
    assert "mã minh họa" not in text_of(client, "/procedures/1.001612/")


def test_legal_basis_of_the_regime_comes_with_its_trust(client, catalogue):
    page = text_of(client, "/procedures/1.001612/")

    assert "NĐ 78/2015/NĐ-CP Điều 66-73" in page and "NĐ 168/2025/NĐ-CP" not in page
    assert "biết rõ nhưng chưa xem lại văn bản" in page


def test_the_regime_of_two_tiers_shows_its_own_units_and_levels(client, catalogue):
    with time_machine.travel(dt.datetime(2026, 3, 2, 3, 0, tzinfo=dt.UTC), tick=False):
        page = text_of(client, "/procedures/1.001612/")

    assert "NĐ 168/2025/NĐ-CP" in page and "Toàn trình" in page


@pytest.mark.parametrize("code", ["9.999999", "1.001193%00", "%00"])
def test_an_unknown_procedure_is_not_found(client, catalogue, code):
    page = text_of(client, f"/procedures/{code}/", status=404)

    assert "không có bản công bố nào còn hiệu lực" in page


def test_every_procedure_has_a_page(client, catalogue):
    from congvu.procedures import data

    for code in data.codes():
        page = text_of(client, reverse("procedures:show", args=[code]))
        assert f'href="/dossiers/new/{code}/"' in page
        assert "None" not in page


def test_one_procedure_asks_the_database_a_fixed_number_of_questions(client, catalogue, django_assert_max_num_queries):
    client.get("/procedures/1.001612/")

    with django_assert_max_num_queries(4):
        client.get("/procedures/1.001612/")


def test_two_versions_switch_on_their_day_on_the_page_too(client, catalogue):
    from tests.procedures.factories import republished

    republished("1.001193", le_phi_vnd=5000, valid_from=dt.date(2020, 5, 1))

    before = text_of(client, "/procedures/1.001193/")
    with time_machine.travel(dt.datetime(2020, 5, 4, 3, 0, tzinfo=dt.UTC), tick=False):
        after = text_of(client, "/procedures/1.001193/")

    assert "Không thu" in before and "Lệ phí 5.000 đồng" not in before
    assert "Lệ phí 5.000 đồng" in after


def test_what_the_law_asks_of_everybody_is_told_where_the_declaration_states_it(client, catalogue):
    page = client.get("/procedures/1.000894/").content.decode()

    assert "Yêu cầu, điều kiện" in page and "Nam phải từ đủ 20 tuổi trở lên" in page
    assert "Người đang có vợ hoặc có chồng không được đăng ký kết hôn" in page
    assert "Hai bên trùng giấy tờ tùy thân" not in page


def test_nothing_stands_there_where_the_declaration_states_no_condition(client, catalogue):
    assert "Yêu cầu, điều kiện" not in client.get("/procedures/1.000656/").content.decode()
