"""A certificate authority over a real loopback socket: certomancer answers OCSP, CRL and time stamps."""

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from asn1crypto import x509
from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import CertLabel, CertomancerConfig
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from congvu.signing.rules.orders import Issued, KeyPlace
from congvu.signing.terms import KeyStore

ENTITIES = ("root", "interm", "leader", "agency", "revoked", "tsa", "ocsp")
VALIDITY = {"valid-from": "2019-01-01T00:00:00+0000", "valid-to": "2030-01-01T00:00:00+0000"}


def _extensions(usage, *, revocation=True, purpose=None):
    found = [{"id": "key_usage", "critical": True, "smart-value": {"schema": "key-usage", "params": usage}}]
    if revocation:
        found += [
            {
                "id": "crl_distribution_points",
                "smart-value": {"schema": "crl-dist-url", "params": {"crl-repo-names": ["interm"]}},
            },
            {
                "id": "authority_information_access",
                "smart-value": {"schema": "aia-urls", "params": {"ocsp-responder-names": ["interm"]}},
            },
        ]
    if purpose:
        found.append({"id": "extended_key_usage", "critical": True, "value": purpose})
    return found


def _authority(**more):
    return [
        {"id": "basic_constraints", "critical": True, "value": {"ca": True}},
        *_extensions(["key_cert_sign", "crl_sign"], revocation=False),
    ] + ([more["crl"]] if "crl" in more else [])


def _config(port):
    sign = ["digital_signature", "non_repudiation"]
    root_crl = {
        "id": "crl_distribution_points",
        "smart-value": {"schema": "crl-dist-url", "params": {"crl-repo-names": ["root"]}},
    }
    leaf = {"issuer": "interm", "validity": VALIDITY}
    return {
        "external-url-prefix": f"http://127.0.0.1:{port}",
        "keysets": {"keys": {"path-prefix": ".", "keys": {name: {"path": f"{name}.pem"} for name in ENTITIES}}},
        "pki-architectures": {
            "congvu": {
                "keyset": "keys",
                "entity-defaults": {"country-name": "VN", "organization-name": "Nơi cấp kiểm thử"},
                "entities": {
                    "root": {"common-name": "Gốc kiểm thử"},
                    "interm": {"common-name": "Trung gian kiểm thử"},
                    "leader": {"common-name": "Lê Minh Định"},
                    "agency": {"common-name": "UBND huyện Bình Đại"},
                    "revoked": {"common-name": "Người Mất Token"},
                    "tsa": {"common-name": "Cơ quan dấu thời gian"},
                    "ocsp": {"common-name": "Nơi trả lời thu hồi"},
                },
                "certs": {
                    "root": {
                        "subject": "root",
                        "issuer": "root",
                        "validity": VALIDITY,
                        "extensions": _authority(),
                    },
                    "interm": {"issuer": "root", "validity": VALIDITY, "extensions": _authority(crl=root_crl)},
                    "leader": {**leaf, "extensions": _extensions(sign)},
                    "agency": {**leaf, "extensions": _extensions(sign)},
                    "revoked": {
                        **leaf,
                        "extensions": _extensions(sign),
                        "revocation": {"revoked-since": "2020-02-01T00:00:00+0000", "reason": "key_compromise"},
                    },
                    "tsa": {**leaf, "extensions": _extensions(["digital_signature"], purpose=["time_stamping"])},
                    "ocsp": {
                        **leaf,
                        "extensions": [
                            *_extensions(["digital_signature"], revocation=False, purpose=["ocsp_signing"]),
                            {"id": "ocsp_no_check"},
                        ],
                    },
                },
                "services": {
                    "ocsp": {"interm": {"for-issuer": "interm", "responder-cert": "ocsp", "signing-key": "ocsp"}},
                    "crl-repo": {
                        name: {"for-issuer": name, "signing-key": name, "simulated-update-schedule": "P90D"}
                        for name in ("root", "interm")
                    },
                    "time-stamping": {"tsa": {"signing-key": "tsa", "signing-cert": "tsa"}},
                },
            }
        },
    }


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@dataclass(frozen=True)
class Authority:
    """The running authority: where its time stamps are, its root, and the keys that it certified."""

    tsa_url: str
    arch: object

    def certificate(self, name) -> x509.Certificate:
        return self.arch.get_cert(CertLabel(name))

    def pem(self, *names) -> str:
        from asn1crypto import pem

        return b"".join(pem.armor("CERTIFICATE", self.certificate(name).dump()) for name in names).decode()

    def private_key(self, name) -> rsa.RSAPrivateKey:
        der = self.arch.key_set.get_private_key(name).dump()
        return serialization.load_der_private_key(der, None)

    def issued(self, name, vault) -> Issued:
        """Put the key of `name` into the vault, and say how it enters the register."""
        certificate = self.certificate(name)
        serial = f"{certificate.serial_number:x}"
        vault.keep(
            serial,
            self.private_key(name).private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.BestAvailableEncryption(vault.secret()),
            ),
        )
        return Issued(
            holder_name=certificate.subject.native["common_name"],
            place=KeyPlace(KeyStore.FILE, serial, self.pem(name), self.pem("interm", "root")),
            serial=serial,
            valid_from=certificate.not_valid_before,
            valid_until=certificate.not_valid_after,
            for_trial=False,
        )


@contextmanager
def running(folder: Path):
    """Hold the authority open on a free port of loopback."""
    for name in ENTITIES:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        (folder / f"{name}.pem").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
    server = make_server("127.0.0.1", 0, None, server_class=_Server, handler_class=_Quiet)
    config = CertomancerConfig(_config(server.server_port), key_search_dir=str(folder), config_search_dir=str(folder))
    arch = config.get_pki_arch("congvu")
    server.set_app(Animator(AnimatorArchStore({"congvu": arch}), with_web_ui=False))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Authority(arch.service_registry.get_tsa_info("tsa").url, arch)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
