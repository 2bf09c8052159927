"""Who is eligible, which sessions count, and which address may be frozen."""

import pytest

from eventmgr.certificates.rules import (
    Condition,
    SessionFact,
    Standing,
    credit_note,
    credited_sessions,
    judge,
    tally,
    verify_address,
)

FIRST, SECOND, NONE = frozenset({1}), frozenset({2}), frozenset[int]()


@pytest.mark.parametrize(
    ("standing", "reason"),
    [
        (Standing(1, 2), ""),
        (Standing(1, 3), ""),
        (Standing(1, 1), "too_little"),
        (Standing(1, 0), "never_present"),
        (Standing(1, 0, "grant", "panitia"), ""),
        (Standing(1, 3, "hold", "nama berbeda"), "held"),
        (Standing(1, 0, "hold", "nama berbeda"), "held"),
        (Standing(1, 3, "deny", "bukan peserta"), "denied"),
    ],
)
def test_the_organizers_word_goes_before_the_days(standing: Standing, reason: str) -> None:
    decision = judge(standing, Condition(2))
    assert decision.reason == reason
    assert decision.allowed is (reason == "")


def test_the_numbers_add_up() -> None:
    people = [Standing(number, number % 4) for number in range(40)]
    people += [Standing(100, 3, "hold", "nama berbeda"), Standing(101, 3, "hold", "dua pintu")]
    people += [Standing(102, 3, "deny", "bukan peserta")]
    counted = tally(people, Condition(2))
    assert counted.total == len(people)
    assert len(counted.eligible) + counted.not_eligible_count + counted.held_count == len(people)
    assert counted.too_few.keys() == {1}
    assert counted.held == {"nama berbeda": [100], "dua pintu": [101]}
    assert counted.denied == [102]


def test_a_session_without_a_door_counts_with_the_arrival_of_its_day() -> None:
    sessions = [SessionFact(10, 1, NONE), SessionFact(11, 2, NONE)]
    assert credited_sessions(sessions, days=FIRST, checkpoints=NONE, is_full=False) == {10}


def test_a_session_with_its_own_door_counts_only_there() -> None:
    sessions = [SessionFact(10, 1, frozenset({7})), SessionFact(11, 1, NONE)]
    assert credited_sessions(sessions, days=FIRST, checkpoints=NONE, is_full=False) == {11}
    assert credited_sessions(sessions, days=NONE, checkpoints=frozenset({7}), is_full=False) == {10}


@pytest.mark.parametrize(
    ("doors", "counted"),
    [
        ((NONE, NONE), "dari hari yang dihadiri."),
        ((frozenset({7}), frozenset({8})), "dari sesi yang kehadirannya"),
        ((frozenset({7}), NONE), "dari hari dan sesi yang kehadirannya"),
    ],
)
def test_the_paper_says_what_jp_were_counted_from(doors: tuple[frozenset[int], ...], counted: str) -> None:
    assert counted in credit_note(SessionFact(10 + at, 1, door) for at, door in enumerate(doors))


def test_full_credit_counts_every_session() -> None:
    sessions = [SessionFact(10, 1, frozenset({7})), SessionFact(11, 2, NONE)]
    assert credited_sessions(sessions, days=NONE, checkpoints=NONE, is_full=True) == {10, 11}


@pytest.mark.parametrize(
    "url",
    [
        None,
        "http://contoh.padang.go.id",
        "https://localhost",
        "https://127.0.0.1:8000",
        "https://[::1]",
        "https://192.168.1.5",
        "https://10.0.0.1",
        "https://server",
        "https://server.local",
    ],
)
def test_outside_the_demo_only_a_public_https_address_is_frozen(url: str | None) -> None:
    address = verify_address(
        public_url=url, served_address="http://127.0.0.1:8000", is_demo=False, without_public_url=False
    )
    assert (address.base, address.is_missing) == ("", True)


def test_a_public_address_is_printed_without_its_scheme() -> None:
    address = verify_address(
        public_url="https://contoh.padang.go.id/",
        served_address="http://127.0.0.1:8000",
        is_demo=False,
        without_public_url=False,
    )
    assert address.url_of("K7QF2M9D") == "https://contoh.padang.go.id/v/K7QF2M9D"
    assert address.place == "contoh.padang.go.id/v/"


def test_the_tick_prints_a_paper_without_a_qr() -> None:
    address = verify_address(
        public_url=None, served_address="http://127.0.0.1:8000", is_demo=False, without_public_url=True
    )
    assert (address.base, address.is_missing, address.url_of("X"), address.place) == ("", False, "", "")


def test_the_demo_takes_the_address_that_the_server_prints() -> None:
    address = verify_address(
        public_url=None, served_address="http://127.0.0.1:8000", is_demo=True, without_public_url=False
    )
    assert address.url_of("X") == "http://127.0.0.1:8000/v/X"
