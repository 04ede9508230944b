import stat
import tarfile
from datetime import UTC, datetime

import psycopg
import pytest
from django.core.management import call_command

from congvu.config.backups import BackupFailed, read_backup, write_backup
from congvu.config.postgres import Server

NOW = datetime(2020, 4, 27, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("backups") / "pg", settings={"fsync": "off"})
    server.start()
    yield server
    server.stop()


@pytest.fixture
def database(server):
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public AUTHORIZATION pg_database_owner")
        connection.execute("CREATE TABLE dossier (name text)")
        connection.execute("INSERT INTO dossier VALUES ('Đăng ký khai sinh')")
    return {"NAME": "congvu", "USER": "congvu", "HOST": str(server.socket)}


@pytest.fixture
def data(tmp_path):
    data = tmp_path / "dữ liệu"
    for name, content in (("files/sha256/ab", "giấy"), ("keys/one.key", "khóa"), ("secret-key", "bí mật")):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(content)
    return data


def back_up(database, data, target):
    write_backup(target, database=database, data=data, files=data / "files", version="0.1.0", now=NOW)
    return target


def restore(source, database, data, *, server=180000):
    return read_backup(source, database=database, data=data, files=data / "files", server=server)


def names(server):
    with psycopg.connect(server.url) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM dossier")]


def test_what_was_written_after_the_backup_is_gone_after_the_restore(server, database, data, tmp_path):
    backup = back_up(database, data, tmp_path / "b.tar")
    with psycopg.connect(server.url) as connection:
        connection.execute("INSERT INTO dossier VALUES ('muộn')")

    restore(backup, database, data)

    assert names(server) == ["Đăng ký khai sinh"]


def test_files_and_keys_come_back_into_an_empty_folder(database, data, tmp_path):
    backup = back_up(database, data, tmp_path / "b.tar")

    restore(backup, database, tmp_path / "new")

    assert (tmp_path / "new/files/sha256/ab").read_text() == "giấy"
    assert (tmp_path / "new/keys/one.key").read_text() == "khóa"
    assert (tmp_path / "new/secret-key").read_text() == "bí mật"


def test_only_the_owner_may_read_a_backup(database, data, tmp_path):
    backup = back_up(database, data, tmp_path / "b.tar")

    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_the_mark_of_prepared_data_goes_so_that_older_tables_are_brought_up_to_date(database, data, tmp_path):
    backup = back_up(database, data, tmp_path / "b.tar")
    (data / "demo-seed").write_text("prepared")

    restore(backup, database, data)

    assert not (data / "demo-seed").exists()


def test_a_server_before_17_is_not_asked_for_what_it_does_not_know(server, database, data, tmp_path):
    backup = back_up(database, data, tmp_path / "b.tar")

    restore(backup, database, data, server=150000)

    assert names(server) == ["Đăng ký khai sinh"]


def test_a_backup_with_a_broken_database_changes_nothing(server, database, data, tmp_path):
    backup = back_up(database, data, tmp_path / "b.tar")
    with tarfile.open(backup) as archive:
        archive.extractall(tmp_path / "open", filter="data")
    (tmp_path / "open/database.dump").write_bytes(b"rubbish")
    with tarfile.open(tmp_path / "broken.tar", "w") as archive:
        archive.add(tmp_path / "open", "")

    with pytest.raises(BackupFailed, match="bị hỏng"):
        restore(tmp_path / "broken.tar", database, data)

    assert names(server) == ["Đăng ký khai sinh"]


def test_a_file_that_is_no_backup_is_named(database, data, tmp_path):
    (tmp_path / "letter.tar").write_text("Kính gửi")

    with pytest.raises(BackupFailed, match=r"letter\.tar"):
        restore(tmp_path / "letter.tar", database, data)


def test_a_database_that_does_not_answer_leaves_no_half_backup(data, tmp_path):
    with pytest.raises(BackupFailed, match="pg_dump"):
        back_up({"NAME": "congvu", "HOST": str(tmp_path)}, data, tmp_path / "b.tar")

    assert not (tmp_path / "b.tar").exists()


@pytest.mark.django_db
def test_data_that_are_there_are_not_replaced_unasked(tmp_path, capsys):
    (tmp_path / "b.tar").write_bytes(b"")

    with pytest.raises(SystemExit) as left:
        call_command("restore", str(tmp_path / "b.tar"))

    assert left.value.code == 1
    assert capsys.readouterr().err


def test_a_backup_never_overwrites_a_file(tmp_path):
    (tmp_path / "b.tar").write_text("quý")

    with pytest.raises(SystemExit) as left:
        call_command("backup", str(tmp_path / "b.tar"))

    assert left.value.code == 2
    assert (tmp_path / "b.tar").read_text() == "quý"
