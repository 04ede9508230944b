"""What `make` needs before there is an environment: certificates, servers to test on, programs that are missing."""

import importlib.util
import sys

import pytest

from congvu.config.env import PROJECT


@pytest.fixture
def script(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(PROJECT / "scripts"), *sys.path])

    def load(name):
        found = importlib.util.spec_from_file_location(name, PROJECT / "scripts" / f"{name}.py")
        module = importlib.util.module_from_spec(found)
        found.loader.exec_module(module)
        return module

    return load


def test_a_name_of_certificates_that_leads_nowhere_counts_as_not_given(script, monkeypatch, tmp_path):
    fetch_uv, office = script("fetch_uv"), tmp_path / "office.pem"
    office.write_text("")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "gone.pem"))
    monkeypatch.setattr(fetch_uv, "pip_configuration", lambda: {"cert": str(office)})

    assert fetch_uv.certificates() == str(office)


def test_uv_and_npm_are_told_the_certificates_of_the_machine(script, monkeypatch, tmp_path):
    fetch_uv, store = script("fetch_uv"), tmp_path / "store.crt"
    store.write_text("")
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    monkeypatch.setattr(fetch_uv, "pip_configuration", dict)
    monkeypatch.setattr(fetch_uv, "BUNDLES", (tmp_path / "none.crt", store))

    assert fetch_uv.uv_settings() == {"SSL_CERT_FILE": str(store)}


def test_a_machine_without_programs_is_told_all_of_them(script, monkeypatch, tmp_path):
    tools = script("tools")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(tools, "loads", lambda library: False)

    assert tools.what_is_missing(skip_browser=False) == ["chromium", "libatomic1", "softhsm2", "poppler-utils"]
    assert tools.what_is_missing(skip_browser=True) == ["softhsm2", "poppler-utils"]


def test_a_folder_without_a_server_is_named_and_nothing_is_run(script, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("CONGVU_TEST_SERVERS", str(tmp_path))

    status = script("test_servers").main()

    assert (status, capsys.readouterr().err) == (2, f"No PostgreSQL 15 to 18 in {tmp_path}\n")
