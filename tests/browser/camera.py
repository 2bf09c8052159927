"""A camera for tests: a video of real cards' QR codes, and a Chromium that takes it for its camera."""

import base64
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Playwright

from eventmgr.shared.qr import QUIET_MODULES, qr_matrix, qr_png
from tests.support.chromium import FLAGS, chromium, fake_camera_flags

#: Chromium plays the pictures of such a file thirty times a second, over and over.
FRAMES_A_SECOND = 30
SIZE = (640, 480)
#: pixels a module of the QR
MODULE = 7
CARD = (255, 255, 255)
HALL = (52, 60, 58)


@dataclass(frozen=True)
class Scene:
    """What the camera sees for a while: a card with a code, or the empty hall when `code` is None."""

    code: str | None
    seconds: float = 1.0


def camera_video(path: Path, scenes: Sequence[Scene]) -> Path:
    """Write the scenes as JPEG pictures one after another; the name must end with `.mjpeg`."""
    with path.open("wb") as video:
        for scene in scenes:
            picture = _picture(*([scene.code] if scene.code else []))
            for _ in range(max(1, round(scene.seconds * FRAMES_A_SECOND))):
                video.write(picture)
    return path


def card_video(path: Path, code: str) -> Path:
    """A card held before the camera and not taken away."""
    return camera_video(path, [Scene(code, 0.2)])


@contextmanager
def browser_with_camera(
    playwright: Playwright, video: Path, more_flags: Iterable[str] = ()
) -> Iterator[Browser]:
    """A headless Chromium whose camera shows the video and needs no permission."""
    flags = [*FLAGS, *fake_camera_flags(str(video.resolve())), *more_flags]
    browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
    try:
        yield browser
    finally:
        browser.close()


#: A camera in the page's own hands: `show(address)` holds a picture before it, `show(null)` takes it away.
HELD_CAMERA = """
const scene = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
const pen = scene.getContext("2d");
let held = null, tone = 0;
window.torch = [];
window.show = (address) => new Promise((done) => {
  held = address ? Object.assign(new Image(), { src: address, onload: () => done() }) : null;
  if (!address) done();
});
setInterval(() => {
  tone = 90 + ((tone + 1) % 20);
  pen.fillStyle = `rgb(${tone}, ${tone}, ${tone})`;
  pen.fillRect(0, 0, 640, 480);
  if (held && held.complete) pen.drawImage(held, 0, 0);
}, 50);
navigator.mediaDevices.getUserMedia = async () => {
  const stream = scene.captureStream(20);
  const [track] = stream.getVideoTracks();
  track.getCapabilities = () => ({ torch: true });
  track.applyConstraints = async ({ advanced }) => window.torch.push(advanced[0].torch);
  return stream;
};
"""

#: Two cameras at the back, of which one has a torch, and one at the front; `window.opened`: which were used.
SEVERAL_CAMERAS = (
    HELD_CAMERA
    + """
const cameras = { wide: "facing back 0", tele: "facing back 2", self: "facing front 1" };
window.cameras = cameras;
navigator.mediaDevices.enumerateDevices = async () =>
  Object.entries(cameras).map(([deviceId, label]) => ({ deviceId, label, kind: "videoinput" }));
const openHeld = navigator.mediaDevices.getUserMedia;
window.opened = [];
navigator.mediaDevices.getUserMedia = async ({ video }) => {
  const id = video.deviceId?.exact ?? "wide";
  if (!(id in cameras)) throw new DOMException("", "OverconstrainedError");
  window.opened.push(id);
  const stream = await openHeld();
  const [track] = stream.getVideoTracks();
  track.getSettings = () => ({ deviceId: id, facingMode: id === "self" ? "user" : "environment" });
  track.getCapabilities = () => ({ torch: id === "wide" });
  return stream;
};
"""
)


def picture_address(*codes: str) -> str:
    """What the camera sees of one card, or of two side by side, as a data address for `show()`."""
    return "data:image/jpeg;base64," + base64.b64encode(_picture(*codes)).decode()


def _picture(*codes: str) -> bytes:
    picture = Image.new("RGB", SIZE, HALL)
    for place, code in enumerate(codes):
        modules = qr_matrix(code, version=2, level="Q", may_grow=True)
        small = Image.open(io.BytesIO(qr_png(modules, quiet=QUIET_MODULES))).convert("RGB")
        image = small.resize((small.width * MODULE, small.height * MODULE), Image.Resampling.NEAREST)
        card = Image.new("RGB", (image.width + 60, image.height + 90), CARD)
        card.paste(image, (30, 30))
        turned = card.rotate(4, expand=True, fillcolor=HALL)
        middle = SIZE[0] * (2 * place + 1) // (2 * len(codes))
        picture.paste(turned, (middle - turned.width // 2, (SIZE[1] - turned.height) // 2))
    stored = io.BytesIO()
    picture.save(stored, "JPEG", quality=85)
    return stored.getvalue()
