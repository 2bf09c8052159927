"""The door's own interface: a phone brings its scans and asks how things stand."""

from typing import Any

from flask import Blueprint, Flask, g, jsonify, request
from werkzeug.wrappers import Response

from eventmgr.accounts.access import signed_in_user_or_none
from eventmgr.checkin.actions import CONFLICT, Answer, check_in, stored_answer, undo
from eventmgr.checkin.answers import checkpoint_json, count_json, recent_json, result_json
from eventmgr.checkin.deliveries import BindOp, HoldOp, Op, PermitOp, ScanOp, WalkInOp
from eventmgr.checkin.forms import MAX_BODY_BYTES, Malformed, SyncRequest, event_of, parse_sync, read_json
from eventmgr.checkin.gate_keeping import hold, permit
from eventmgr.checkin.models import Scan
from eventmgr.checkin.queries import CheckpointRow, checkpoints_of, count_and_rev_at, feed_rev
from eventmgr.checkin.recent_queries import RecentScans, recent_scans_of
from eventmgr.checkin.spare_actions import bind
from eventmgr.checkin.walk_in_actions import write_down
from eventmgr.shared.clock import now
from eventmgr.web.access import allow

blueprint = Blueprint("checkin_api", __name__)
#: A hotel's captive portal answers 200 too; this header says that the answer is ours.
SIGNATURE = ("X-Eventmgr", "sync-1")
PREFIX = "/api/scan/"
_NO_CHECKPOINT = "tidak ada titik presensi dengan nama itu di kegiatan ini."


@blueprint.url_value_preprocessor
def read_body(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take the event's name out of the body before access is asked; the rest is read behind it.

    Only for who is signed in; everybody else is answered 401 without a look at what was sent.
    """
    if values is None or signed_in_user_or_none() is None:
        return
    if endpoint == "checkin_api.sync":
        request.max_content_length = MAX_BODY_BYTES
        g.body = read_json(request.get_data())
        values["slug"] = event_of(g.body)


@blueprint.errorhandler(Malformed)
def show_malformed(error: Malformed) -> tuple[Response, int]:
    words = {"code": "malformed", "field": error.field, "message": error.message}
    return jsonify(error=words), 422


@blueprint.post("/api/scan/sync")
@allow("organizer", "crew")
def sync(slug: str) -> tuple[Response, int]:
    """Take up to 500 operations in their order; each is committed by itself and answered when all are.

    Status 409 when the only operation is a conflict; among several, each conflict stands in its result.
    """
    event_id, at, wanted = g.event.id, now(), parse_sync(g.body)
    places = {row.slug: row for row in checkpoints_of(event_id)}
    _demand_checkpoints(wanted, places)
    answers = [_carry_out(event_id, op) for op in wanted.ops]
    body = {
        "server_time": at.isoformat(),
        "results": [result_json(answer) for answer in answers],
        **_standing(event_id, places[wanted.ops[-1].checkpoint] if wanted.ops else None),
    }
    is_conflict = [answer.verdict for answer in answers] == [CONFLICT]
    return jsonify(body), 409 if is_conflict else 200


@blueprint.get("/api/scan/state")
@allow("organizer", "crew")
def state() -> Response:
    """How things stand at a checkpoint, and the last 50 scans of this user in the event, newest first."""
    event_id, zone, at = g.event.id, g.event.zone, now()
    slug = request.args.get("checkpoint")
    place = next((row for row in checkpoints_of(event_id) if row.slug == slug), None)
    if place is None:
        raise Malformed("checkpoint", _NO_CHECKPOINT)
    return jsonify(
        server_time=at.isoformat(),
        checkpoint=checkpoint_json(place, zone, at),
        recent=_recent(event_id),
        **_standing(event_id, place),
    )


def _standing(event_id: int, place: CheckpointRow | None) -> dict[str, Any]:
    """How many are there, and up to which revision that holds; read together, so that both fit."""
    if place is None:
        return {"count": None, "feed_rev": feed_rev(event_id)}
    count, rev = count_and_rev_at(event_id, place.id)
    return {"count": count_json(place.slug, count), "feed_rev": rev}


def _demand_checkpoints(wanted: SyncRequest, places: dict[str, CheckpointRow]) -> None:
    for index, op in enumerate(wanted.ops):
        if op.checkpoint not in places:
            raise Malformed(f"ops[{index}].checkpoint", _NO_CHECKPOINT)


def _carry_out(event_id: int, op: Op) -> Answer:
    if isinstance(op, ScanOp):
        return check_in(event_id, op, actor=g.actor, now=now())
    if isinstance(op, HoldOp):
        return hold(event_id, op, actor=g.actor, now=now())
    if isinstance(op, PermitOp):
        return permit(event_id, op, actor=g.actor, now=now())
    if isinstance(op, BindOp):
        return bind(event_id, op, actor=g.actor, now=now())
    if isinstance(op, WalkInOp):
        return write_down(event_id, op, actor=g.actor, now=now())
    return undo(event_id, op, actor=g.actor, now=now(), by_organizer=g.event_role == "organizer")


def _recent(event_id: int) -> list[dict[str, Any]]:
    seen = recent_scans_of(event_id, g.actor.id)
    return [_recent_row(seen, scan) for scan in seen.scans]


def _recent_row(seen: RecentScans, scan: Scan) -> dict[str, Any]:
    answer = stored_answer(scan, seen.gate_of(scan), seen.guest_of(scan), seen.spares)
    return recent_json(answer, seen.undo_of(scan), op=seen.op_of(scan))


def sign_answer(response: Response) -> Response:
    """Mark every answer under /api/scan/ as ours, refusals and errors too."""
    if request.path.startswith(PREFIX):
        response.headers[SIGNATURE[0]] = SIGNATURE[1]
    return response


def init_checkin(app: Flask) -> None:
    app.after_request(sign_answer)
