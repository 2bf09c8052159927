"""Finds the browser for browser tests and says how to start it."""

import os
import shutil

HOW_TO_INSTALL = "Chromium is missing: apt install chromium (or set CHROMIUM to the path of one)"

#: ``--no-sandbox`` because CI runs as root; letters stand where they do on a screen and not on whole pixels,
#: which would close up the words; the others keep a browser without network silent.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)


def chromium() -> str:
    """The path of the browser: ``$CHROMIUM``, Debian's, or Google's. RuntimeError when there is none.

    Debian's without windows comes first: the same engine, but a page opens in it for a fifth of the work.
    """
    light, whole = "chromium-headless-shell", "/usr/bin/chromium"
    candidates = (os.environ.get("CHROMIUM"), light, whole, "google-chrome", "chromium")
    for candidate in candidates:
        if candidate and (found := shutil.which(candidate)):
            return found
    raise RuntimeError(HOW_TO_INSTALL)


def fake_camera_flags(video: str) -> list[str]:
    """Flags that feed the camera with a file: JPEG pictures one after another, named ``*.mjpeg``."""
    return [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={video}",
    ]
