import os

import psycopg
import pytest

from congvu.config import children
from congvu.config.postgres import DatabaseDown, Server, running_socket, socket_folder

QUICK = {"fsync": "off"}


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path / "dữ liệu có dấu" / "pg", settings=QUICK)
    yield server
    server.stop()


def test_a_lock_file_that_names_a_stranger_means_nothing(server):
    server.start()
    server.stop()
    (server.folder / "postmaster.pid").write_text(f"{os.getppid()}\n{server.folder}\n0\n5432\n/nowhere\n\n\n")

    server.start()

    assert running_socket(server.folder) == server.socket


def test_a_killed_first_start_leaves_no_half_of_a_cluster(server):
    half = server.folder.with_name("pg.new")
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")

    server.start()

    with psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_the_path_of_the_socket_is_short_enough_wherever_the_data_lie(tmp_path):
    deep = tmp_path.joinpath(*["thư mục rất dài" * 3] * 5)

    assert len(f"{socket_folder(deep)}/.s.PGSQL.5432") < 108


def test_only_the_owner_may_reach_the_socket(server):
    server.start()

    assert server.socket.stat().st_mode & 0o777 == 0o700


def test_a_server_that_cannot_start_says_why(server):
    server.settings["shared_buffers"] = "nonsense"

    with pytest.raises(DatabaseDown, match="shared_buffers"):
        server.start()


def test_an_account_without_a_name_is_told_what_to_do(server, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    monkeypatch.setattr(children, "user_namespaces_work", lambda: False)

    with pytest.raises(DatabaseDown, match="tài khoản số 12345 không có tên"):
        server.start()


def test_root_may_change_its_way_of_not_being_root(server, monkeypatch):
    if os.geteuid() != 0:
        return  # nobody else has to pretend
    server.start()
    server.stop()

    monkeypatch.setattr(children, "user_namespaces_work", lambda: False)
    server.start()

    assert server.folder.stat().st_uid == children.NOBODY
