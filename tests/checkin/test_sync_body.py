"""A sync body is read strictly: the first wrong field is named, hostile ones do no harm."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.checkin.deliveries import ScanOp, UndoOp, WalkInOp, payload_hash
from eventmgr.checkin.forms import MAX_OPS, Malformed, parse_sync, read_json

UID = "0123456789abcdef0123456789abcdef"


def scan(**changes: Any) -> dict[str, Any]:
    return {
        "op": "scan",
        "uid": UID,
        "seq": 1,
        "checkpoint": "hari-1",
        "source": "camera",
        "code": "1" + "A" * 28,
        "at_device": "2024-11-18T07:40:01.123+07:00",
        "offset_ms": 0,
        "rehearsal": False,
        "operator": "Rina Oktavia",
        "shown_verdict": None,
    } | changes


def undo(**changes: Any) -> dict[str, Any]:
    body = scan(op="undo", undoes="f" * 32, reason="salah_orang")
    for name in ("source", "code", "shown_verdict"):
        del body[name]
    return body | changes


def bind(**changes: Any) -> dict[str, Any]:
    return undo(op="bind", scan="f" * 32, registration="a" * 32) | changes


def walk_in(**changes: Any) -> dict[str, Any]:
    return undo(op="walk_in", name="Olo", category="PSM", region="13.71.06.1010") | changes


def body_of(*ops: Any, **changes: Any) -> dict[str, Any]:
    return {
        "event": "sosialisasi-2024",
        "device_time": "2024-11-18T07:40:02+07:00",
        "feed_rev": 0,
        "ops": list(ops),
    } | changes


def test_a_scan_and_an_undo_are_read() -> None:
    request = parse_sync(body_of(scan(), undo()))
    first, second = request.ops
    assert request.event == "sosialisasi-2024"
    assert isinstance(first, ScanOp)
    assert first.at_corrected == datetime(2024, 11, 18, 0, 40, 1, 123000, tzinfo=UTC)
    assert isinstance(second, UndoOp)
    assert second.undoes == "f" * 32


def test_a_name_is_read_without_doubled_spaces_and_a_region_may_be_missing() -> None:
    (op,) = parse_sync(body_of(walk_in(name=" Yulmaini  Syafitri, S.Pd ", category="TAMU", region=None))).ops
    assert isinstance(op, WalkInOp)
    assert (op.name, op.region, op.is_new, op.scan) == ("Yulmaini Syafitri, S.Pd", None, False, None)


def test_a_scan_may_name_the_registration_that_was_found_by_name() -> None:
    (op,) = parse_sync(body_of(scan(code=None, registration="a" * 32, source="search"))).ops
    assert isinstance(op, ScanOp)
    assert op.registration_uid == "a" * 32


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (body_of(event="../x"), "event"),
        (body_of(event=None), "event"),
        (body_of(device_time="2024-11-18T07:40"), "device_time"),
        (body_of(feed_rev=-1), "feed_rev"),
        (body_of(feed_rev=True), "feed_rev"),
        (body_of() | {"ops": {}}, "ops"),
        (body_of(*[scan()] * (MAX_OPS + 1)), "ops"),
        (body_of("scan"), "ops[0]"),
        (body_of(scan(), scan(op="dance")), "ops[1].op"),
        (body_of(scan(uid=UID.upper())), "ops[0].uid"),
        (body_of(scan(uid=UID + "\n")), "ops[0].uid"),
        (body_of(scan(uid=7)), "ops[0].uid"),
        (body_of(scan(seq="1")), "ops[0].seq"),
        (body_of(scan(seq=2**63)), "ops[0].seq"),
        (body_of(scan(checkpoint="hari 1")), "ops[0].checkpoint"),
        (body_of(scan(source="paper")), "ops[0].source"),
        (body_of(scan(source=["camera"])), "ops[0].source"),
        (body_of(scan(code="")), "ops[0].code"),
        (body_of(scan(code=12345678)), "ops[0].code"),
        (body_of(scan(code="x" * 7090)), "ops[0].code"),
        (body_of(scan(code="\ud800")), "ops[0].code"),
        (body_of(scan(code=None)), "ops[0].code"),
        (body_of(scan(registration="a" * 32)), "ops[0].code"),
        (body_of(scan(registration="a")), "ops[0].registration"),
        (body_of(scan(at_device="2024-11-18T07:40:01")), "ops[0].at_device"),
        (body_of(scan(at_device="0001-01-01T00:00:00+14:00")), "ops[0].at_device"),
        (body_of(scan(at_device=1731890401)), "ops[0].at_device"),
        (body_of(scan(offset_ms=1.5)), "ops[0].offset_ms"),
        (body_of(scan(offset_ms=float("inf"))), "ops[0].offset_ms"),
        (body_of(scan(offset_ms=10**15)), "ops[0].offset_ms"),
        (body_of(scan(rehearsal="false")), "ops[0].rehearsal"),
        (body_of(scan(rehearsal=0)), "ops[0].rehearsal"),
        (body_of(scan(operator="Rina\x00")), "ops[0].operator"),
        (body_of(scan(operator="x" * 81)), "ops[0].operator"),
        (body_of(scan(shown_verdict="<b>")), "ops[0].shown_verdict"),
        (body_of(scan(shown_verdict="x" * 17)), "ops[0].shown_verdict"),
        (body_of(undo(undoes=None)), "ops[0].undoes"),
        (body_of(undo(reason="iseng")), "ops[0].reason"),
        (body_of(bind(scan="14")), "ops[0].scan"),
        (body_of(bind(registration=None)), "ops[0].registration"),
        (body_of(walk_in(name=None)), "ops[0].name"),
        (body_of(walk_in(name=" .-")), "ops[0].name"),
        (body_of(walk_in(name="x" * 161)), "ops[0].name"),
        (body_of(walk_in(name="Olo\nJati")), "ops[0].name"),
        (body_of(walk_in(category=None)), "ops[0].category"),
        (body_of(walk_in(category="x" * 21)), "ops[0].category"),
        (body_of(walk_in(region="Padang")), "ops[0].region"),
        (body_of(walk_in(is_new="ya")), "ops[0].is_new"),
        (body_of(walk_in(scan="14")), "ops[0].scan"),
    ],
)
def test_the_wrong_field_is_named(body: dict[str, Any], field: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse_sync(body)
    assert caught.value.field == field
    assert caught.value.message.startswith(field)


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 200_000, b'{"event": ' + b"9" * 5000 + b"}"],
    ids=["empty", "cut", "list", "null", "text", "not_utf8", "nested", "digits"],
)
def test_a_body_that_is_no_json_object_is_refused(raw: bytes) -> None:
    with pytest.raises(Malformed):
        read_json(raw)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(name=st.sampled_from(sorted(scan() | undo())), value=JSON_VALUES, is_undo=st.booleans())
def test_whatever_stands_in_a_field_is_read_or_refused(name: str, value: Any, is_undo: bool) -> None:
    """Nothing else is ever raised, and what is read can be hashed and stored as text."""
    op = (undo() if is_undo else scan()) | {name: value}
    try:
        request = parse_sync(body_of(op))
    except Malformed:
        return
    assert len(payload_hash(request.ops[0], 1)) == 64
    assert request.ops[0].at_corrected.tzinfo is not None
    (request.ops[0].operator or "").encode()


def test_a_stray_qr_may_hold_any_text() -> None:
    (op,) = parse_sync(body_of(scan(code="WIFI:S:hotel;\x00\n'; DROP TABLE scan; -- ✂"))).ops
    assert isinstance(op, ScanOp)


@pytest.mark.parametrize(
    "change",
    [
        lambda op: op.update(code="2" + "A" * 28),
        lambda op: op.update(checkpoint="hari-2"),
        lambda op: op.update(offset_ms=1),
        lambda op: op.update(rehearsal=True),
        lambda op: op.update(at_device="2024-11-18T07:40:02.123+07:00"),
    ],
)
def test_a_retry_is_known_by_all_that_was_sent(change: Callable[[dict[str, Any]], None]) -> None:
    def hash_of(op: dict[str, Any], event_id: int = 1) -> str:
        (parsed,) = parse_sync(read_json(json.dumps(body_of(op)).encode())).ops
        return payload_hash(parsed, event_id)

    other = scan()
    change(other)
    assert hash_of(scan()) == hash_of(scan(at_device="2024-11-18T00:40:01.123Z"))
    assert hash_of(scan()) != hash_of(other)
    assert hash_of(scan()) != hash_of(scan(), event_id=2)
