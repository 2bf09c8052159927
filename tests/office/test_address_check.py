"""The check of the public address: what it asks, what it never asks, and what it says."""

import ssl
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from eventmgr.office.address_check import EXTENSION, AddressAsker, check_public_address
from eventmgr.office.address_rules import is_outside, judge_place
from eventmgr.office.models import Office
from eventmgr.office.queries import real_office
from eventmgr.shared.clock import now
from eventmgr.shared.db import write
from eventmgr.shared.jobs import claim_next, run_claimed
from tests.cast import Cast
from tests.conftest import TestClock
from tests.page_client import PageClient, words_of

ADDRESS = "https://kegiatan.contoh.go.id"


class Network(AddressAsker):
    """A network that a test writes down; asking our own server goes through the app's client."""

    def __init__(
        self, app: Flask, ips: list[str], answer: Callable[[str], tuple[int, dict[str, str]]]
    ) -> None:
        self.ips, self.answer, self.asked = ips, answer, []
        app.extensions[EXTENSION] = self

    asked: list[tuple[str, int, str, str]]

    def addresses_of(self, host: str, port: int) -> list[str]:
        return self.ips

    def ask(self, host: str, port: int, ip: str, path: str) -> tuple[int, dict[str, str]]:
        self.asked.append((host, port, ip, path))
        return self.answer(path)


@pytest.fixture(autouse=True)
def _own_network_afterwards(app: Flask) -> object:
    yield
    app.extensions[EXTENSION] = AddressAsker()


def _ourselves(app: Flask) -> Callable[[str], tuple[int, dict[str, str]]]:
    def answer(path: str) -> tuple[int, dict[str, str]]:
        response = app.test_client().get(path)
        return response.status_code, {name.lower(): value for name, value in response.headers}

    return answer


def _work(app: Flask) -> int:
    """Do what is queued, as the job worker does; how many jobs there were."""
    done = 0
    with app.app_context():
        while (claimed := claim_next("uji", now())) is not None:
            run_claimed(claimed)
            done += 1
    return done


def _state(app: Flask, address: str = ADDRESS) -> tuple[str, str]:
    with app.app_context():
        finding = check_public_address(address)
    return finding.state, finding.note


def test_our_own_answer_under_the_address_means_open(app: Flask) -> None:
    network = Network(app, ["203.0.114.9"], _ourselves(app))
    assert _state(app) == ("open", "")
    host, port, ip, path = network.asked[0]
    assert (host, port, ip) == ("kegiatan.contoh.go.id", 443, "203.0.114.9")
    assert path.startswith("/sehat?uji=")


@pytest.mark.parametrize(
    "ips",
    [
        ["127.0.0.1"],
        ["10.0.0.5"],
        ["203.0.114.9", "192.168.1.4"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["169.254.169.254"],
    ],
)
def test_a_name_of_an_inside_address_is_never_asked(app: Flask, ips: list[str]) -> None:
    network = Network(app, ips, _ourselves(app))
    assert _state(app)[0] == "internal"
    assert network.asked == []


def test_a_name_that_nobody_knows_is_closed(app: Flask) -> None:
    assert _state(app)[0] == "closed" if not Network(app, [], _ourselves(app)).asked else None


def test_anothers_answer_a_detour_and_silence_are_told_apart(app: Flask) -> None:
    def refused(_path: str) -> tuple[int, dict[str, str]]:
        raise ConnectionRefusedError

    def odd_certificate(_path: str) -> tuple[int, dict[str, str]]:
        raise ssl.SSLCertVerificationError

    for answer, words in (
        (lambda _path: (200, {"x-uji": "0" * 64}), "bukan server ini"),
        (lambda _path: (200, {}), "bukan server ini"),
        (lambda _path: (302, {"location": "http://169.254.169.254/x"}), "mengalihkan ke 169.254.169.254"),
        (lambda _path: (404, {}), "kode 404"),
        (refused, "tidak dapat membuka alamatnya sendiri"),
        (odd_certificate, "Sertifikat https"),
    ):
        network = Network(app, ["203.0.114.9"], answer)
        state, note = _state(app)
        assert (state, words in note) == ("closed", True), note
        assert len(network.asked) == 1  # nothing is followed


def test_only_https_is_asked(app: Flask) -> None:
    network = Network(app, ["203.0.114.9"], _ourselves(app))
    assert _state(app, "http://kegiatan.contoh.go.id")[0] == "closed"
    assert network.asked == []


def test_inside_and_outside() -> None:
    assert is_outside("8.8.8.8")
    assert not is_outside("100.64.0.1")
    assert judge_place(["8.8.8.8"]) is None


def test_the_page_says_what_was_found_and_when(
    app: Flask, cast: Cast, page_client: Callable[[], PageClient]
) -> None:
    admin = page_client().sign_in(cast.aminah)
    admin.get("/pengaturan/kantor")
    admin.post("/pengaturan/kantor/periksa", status=422)  # nothing to check yet
    with app.app_context(), write() as session:
        session.get_one(Office, real_office().id).public_url = ADDRESS
    for ips, words in (
        (["203.0.114.9"], "Terbuka dari luar"),
        (["10.1.1.1"], "Hanya dari jaringan kantor"),
        ([], "Tidak terbuka"),
    ):
        network = Network(app, ips, _ourselves(app))
        for _ in range(2):  # pressed twice, it is one check
            shown = words_of(admin.follow(admin.post("/pengaturan/kantor/periksa", status=303)))
            assert "Sedang diperiksa" in shown
        assert network.asked == []  # never inside the request
        assert 'hx-trigger="again"' in admin.get("/pengaturan/kantor/periksa").get_data(as_text=True)
        assert _work(app) == 1
        told = admin.get("/pengaturan/kantor/periksa").get_data(as_text=True)
        assert "hx-trigger" not in told
        for page in (told, words_of(admin.get("/pengaturan/kantor"))):
            assert words in page
            assert "18 Nov. pukul 07.40" in page


def test_a_check_that_nobody_carries_out_does_not_stay_forever(
    app: Flask, cast: Cast, page_client: Callable[[], PageClient], clock: TestClock
) -> None:
    admin = page_client().sign_in(cast.aminah)
    with app.app_context(), write() as session:
        session.get_one(Office, real_office().id).public_url = ADDRESS
    admin.post("/pengaturan/kantor/periksa", status=303, form_page="/pengaturan/kantor")
    clock.moment += timedelta(minutes=3)
    assert "belum pernah diperiksa" in words_of(admin.get("/pengaturan/kantor"))


def test_health_proves_itself_only_to_a_whole_nonce(app: Flask) -> None:
    client = app.test_client()
    assert "X-Uji" not in client.get("/sehat").headers
    assert "X-Uji" not in client.get("/sehat?uji=kurang").headers
    assert len(client.get(f"/sehat?uji={'a' * 32}").headers["X-Uji"]) == 64


@pytest.mark.parametrize("where", ["http://[::1", "//[x]/", "https://\u2100.example/", "http://:99999999/"])
def test_a_redirect_to_what_is_no_address_is_a_finding_and_no_fault(app: Flask, where: str) -> None:
    Network(app, ["203.0.114.9"], lambda _path: (302, {"location": where}))
    state, note = _state(app)
    assert state == "closed"
    assert note.startswith("Alamat ini mengalihkan")


@pytest.mark.parametrize(
    "address",
    ["64:ff9b::a00:1", "64:ff9b::7f00:1", "2002:a00:1::1", "::ffff:10.0.0.1", "fd00::1", "ff02::1"]
    + ["64:ff9b:1::a00:1", "fec0::1", "::127.0.0.1", "::a00:1"],
)
def test_an_inside_address_in_the_dress_of_another_is_still_inside(address: str) -> None:
    assert not is_outside(address)


def test_a_redirect_to_an_endless_name_is_a_short_sentence(app: Flask) -> None:
    Network(app, ["203.0.114.9"], lambda _path: (302, {"location": f"http://{'x' * 60_000}.id/"}))
    assert len(_state(app)[1]) < 300


def test_a_translated_public_address_is_outside() -> None:
    assert is_outside("64:ff9b::808:808")
