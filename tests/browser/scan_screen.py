"""The crew's scan page as a test drives it."""

import json
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page, Route

#: Records how the page sounded and vibrated.
RECORDER = """
window.tones = []; window.vibrations = [];
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) {
  window.tones.push(Math.round(this.frequency.value));
  return start.apply(this, when);
};
navigator.vibrate = (pattern) => window.vibrations.push(pattern);
"""
#: Keeps what the page told, since green leaves again before a slow machine has looked.
KEEPER = """
() => {
  if (window.nextVerdict) return;
  const kept = [], waiting = [];
  window.nextVerdict = () => kept.length ? kept.shift() : new Promise((answer) => waiting.push(answer));
  new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (!node.dataset?.verdict) continue;
      const told = [node.dataset.verdict, node.innerText];
      if (waiting.length) waiting.shift()(told);
      else kept.push(told);
    }
  }).observe(document.body, { childList: true, subtree: true });
}
"""
#: A USB scanner: keys without pause, then Enter. Tells whether that Enter could press what has the focus.
SCANNER = """
(code) => {
  const press = (key) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    return (document.activeElement ?? document.body).dispatchEvent(event);
  };
  for (const letter of code) press(letter);
  return press("Enter");
}
"""
NOTHING: dict[str, Any] = {
    "reason": "",
    "person": None,
    "table": None,
    "note": None,
    "first_at": None,
    "first_place": None,
    "opens_at": None,
    "closes_at": None,
    "minutes_to_open": None,
    "other_event": None,
    "checkpoint_day": None,
    "since": None,
    "audience": None,
    "undoable_until": None,
    "tail": None,
    "spare_number": None,
}


ROLES = [
    {"code": "PSM", "name": "PSM", "level": "kelurahan"},
    {"code": "TKSK", "name": "TKSK", "level": "kecamatan"},
    {"code": "TAMU", "name": "Tamu", "level": None},
]


def person(name: str, back_title: str | None = None, **changes: Any) -> dict[str, Any]:
    """A person as the sync API tells of them."""
    known = {"front_title": None, "category": "PSM", "region": "Jati", "parent_region": "Kec. Padang Timur"}
    return {"name": name, "back_title": back_title, **known, **changes}


def listed(uid: str, name: str, region: str = "Jati", **changes: Any) -> dict[str, Any]:
    """A person as the list for searching tells of them; the uid is padded to its 32 digits."""
    known = {"registration": uid.ljust(32, "0"), "region_code": region, "state": "registered"}
    return person(name, region=region, **known) | changes


def kelurahan(name: str, parent: str, quota: int = 3, taken: int = 3) -> dict[str, Any]:
    """A kelurahan as the list of places tells of it; its name is its code, too."""
    seats = {"PSM": [quota, taken]}
    return {"code": name, "name": name, "parent": parent, "level": "kelurahan", "seats": seats}


def kecamatan(name: str, taken: int = 1) -> dict[str, Any]:
    """A kecamatan as the list of places tells of it."""
    return {
        "code": f"Kec. {name}",
        "name": name,
        "parent": None,
        "level": "kecamatan",
        "seats": {"TKSK": [1, taken]},
    }


@dataclass
class FakeServer:
    """Stands in for the sync API: says what the test wants, and keeps what was sent.

    An answer is found by the code, the registration, or the kind of operation.
    """

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    ops: list[dict[str, Any]] = field(default_factory=list)
    #: how many operations each delivery held
    deliveries: list[int] = field(default_factory=list)
    #: the list that is searched by name, and who of it is there
    people: list[dict[str, Any]] = field(default_factory=list)
    arrivals: list[dict[str, Any]] = field(default_factory=list)
    #: the last scans, as /api/scan/state tells of them
    recent: list[dict[str, Any]] = field(default_factory=list)
    #: the regions of /api/scan/places
    regions: list[dict[str, Any]] = field(default_factory=list)
    #: "ok", "cut" (connection fails), "portal" (somebody else's page), "broken" (500), "signed_out",
    #: "stale" (old token), "refused" (422), "dismissed" (no longer crew)
    mood: str = "ok"
    present: int = 148
    #: ISO time of its clock; without one the phone takes its own for right
    server_time: str | None = None

    def attach(self, page: Page) -> None:
        page.route("**/api/scan/**", self._answer)

    def _answer(self, route: Route) -> None:
        if self.mood == "cut":
            route.abort("connectionfailed")
        elif self.mood == "portal":
            route.fulfill(status=200, content_type="text/html", body="<h1>Wifi Hotel</h1>")
        elif self.mood == "broken":
            self._say(route, 500, {"error": {"code": "fault", "message": "Terjadi gangguan."}})
        elif self.mood == "signed_out":
            self._say(route, 401, {"error": {"code": "signed_out", "message": "Masuk lagi."}})
        elif self.mood == "stale":
            self._say(route, 400, {"error": {"code": "csrf", "message": "Muat ulang."}})
        elif self.mood == "refused":
            self._say(route, 422, {"error": {"code": "malformed", "message": "ops[0].code"}})
        elif self.mood == "dismissed":
            self._say(route, 404, {"error": {"code": "not_found", "message": "Tidak ditemukan."}})
        else:
            self._serve(route)

    def _serve(self, route: Route) -> None:
        count = {"checkpoint": "hari-1", "present": self.present, "registered": 323}
        if "/api/scan/roster" in route.request.url:
            self._say(route, 200, {"people": self.people})
            return
        if "/api/scan/arrivals" in route.request.url:
            self._say(route, 200, {"rev": 1, "arrivals": self.arrivals})
            return
        if "/api/scan/places" in route.request.url:
            self._say(route, 200, {"roles": ROLES, "regions": self.regions})
            return
        if route.request.method == "GET":
            standing = {"count": count, "feed_rev": len(self.ops)}
            self._say(route, 200, {"server_time": self.server_time, "recent": self.recent, **standing})
            return
        ops = json.loads(route.request.post_data or "{}")["ops"]
        self.ops.extend(ops)
        self.deliveries.append(len(ops))
        results = [{"uid": op["uid"], **self._result(op)} for op in ops]
        self._say(route, 200, {"results": results, "count": count, "feed_rev": len(self.ops)})

    def _result(self, op: dict[str, Any]) -> dict[str, Any]:
        if op["op"] == "undo":
            return {"verdict": "undone", "reason": ""}
        shown = (op.get("code") or op["registration"]) if op["op"] == "scan" else op["op"]
        return NOTHING | self.answers.get(shown, {"verdict": "unknown"})

    @staticmethod
    def _say(route: Route, status: int, body: dict[str, Any]) -> None:
        route.fulfill(status=status, json=body, headers={"X-Eventmgr": "sync-1"})


@dataclass(frozen=True)
class ScanScreen:
    """The page, from its start screen on."""

    page: Page

    def begin(self, *, rehearsal: bool = False) -> "ScanScreen":
        """Type the operator's name and start."""
        self.keep()
        self.page.get_by_label("Nama petugas").fill("Rina Oktavia")
        name = "latihan" if rehearsal else "Mulai memindai"
        self.page.get_by_role("button", name=name).click()
        self.page.locator(".ready").wait_for()
        return self

    def begin_again(self) -> None:
        """Start after a reload, with the name that the phone remembers."""
        self.keep()
        self.page.get_by_role("button", name="Mulai memindai").click()

    def hold_time(self) -> None:
        """From now on time moves by `clock.run_for()` only: a slow machine misses nothing that passes."""
        self.page.clock.pause_at(self.page.evaluate("Date.now()") / 1000 + 1)

    def keep(self) -> None:
        """Keep every verdict from now on for `told()`."""
        self.page.evaluate(KEEPER)

    def read(self, code: str) -> None:
        """Read a code with a USB scanner, whose Enter must press no button."""
        assert self.page.evaluate(SCANNER, code) is False

    def network_is_back(self) -> None:
        """What the browser tells a page when the phone has a network again."""
        self.page.evaluate("window.dispatchEvent(new Event('online'))")

    @property
    def verdict(self) -> Locator:
        return self.page.locator(".verdict")

    def told(self, family: str) -> str:
        """The words of the next verdict, which is of this family ("ok", "warn", "stop"); single spaces."""
        shown_family, words = self.page.evaluate("() => window.nextVerdict()")
        assert shown_family == family, words
        return " ".join(words.split())

    def go_on(self) -> None:
        """Close an amber or red verdict, past its guard against double taps."""
        self.page.clock.run_for(300)
        self.page.get_by_role("button", name="Lanjut memindai").click()
        self.verdict.wait_for(state="detached")
