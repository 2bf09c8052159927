"""Prepares this machine and starts the program: ``make run`` and ``make test`` come through here.

Runs on the machine's own Python with nothing installed, so it uses the standard library only.
It speaks Indonesian, because the person in front of it installs the program at an office.

    python3 scripts/bootstrap.py run      # environment, libraries, then the server
    python3 scripts/bootstrap.py prepare  # the same without the server
    python3 scripts/bootstrap.py dev      # environment with the tools for tests and checks
    python3 scripts/bootstrap.py test     # the same, then Chromium and PostgreSQL
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)

#: What WeasyPrint loads; Pango and HarfBuzz pull the rest.
PDF_LIBRARIES = ("libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PDF_PACKAGES = ("libpangoft2-1.0-0", "libharfbuzz-subset0")
#: What a shell says of a program that was ended by Ctrl-C.
INTERRUPTED = 130
VENV_PACKAGES = ("python3-venv",)
#: Chromium without windows: opening a page in it costs a fifth of what it costs in the whole one.
LIGHT_BROWSER = "chromium-headless-shell"


class CannotGoOn(Exception):
    """Raised when a person has to do something first; its text says what to type."""


def main(arguments: list[str]) -> int:
    """Do what the first argument names; 0 or the program's own exit code."""
    wish = arguments[0] if arguments else ""
    if wish not in ("run", "prepare", "dev", "test"):
        say(__doc__ or "")
        return 2
    try:
        check_version(sys.version_info[:2])
        make_environment()
        install("requirements-dev.txt" if wish in ("dev", "test") else "requirements.txt")
        make_pdf_libraries_load()
        if wish == "test":
            install_test_needs()
    except CannotGoOn as trouble:
        say(f"\n{trouble}\n")
        return 1
    except KeyboardInterrupt:
        say("\nDihentikan. Perintah yang sama melanjutkan dari sini.\n")
        return INTERRUPTED
    if wish != "run":
        return 0
    python = str(environment_python())
    sys.stdout.flush()
    # Ctrl-C waits until the program listens to it; Python's own start would answer with a traceback.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    os.execv(python, [python, str(ROOT / "app.py")])


def check_version(version: tuple[int, ...]) -> None:
    """CannotGoOn when this Python is older than the pinned libraries need."""
    if version[:2] < OLDEST:
        have, need = ".".join(map(str, version)), ".".join(map(str, OLDEST))
        raise CannotGoOn(
            f"Python {have} terlalu lama; perlu Python {need} atau lebih baru.\n"
            f"Bila sudah terpasang dengan nama lain, ketik: make run PYTHON=python{need}"
        )


def environment_python() -> Path:
    """The Python inside ``.venv``."""
    return VENV / "bin" / "python"


def make_environment() -> None:
    """Make ``.venv``, or make it anew when its Python is gone or another one than ours."""
    mark = VENV / "made-with"
    ours = f"{platform.python_version()} {Path(sys.executable).resolve()}"
    if environment_python().exists() and mark.exists() and mark.read_text() == ours:
        return
    if shutil.which("apt-get") and not has_ensurepip():
        apt_install("Python di mesin ini tidak dapat membuat lingkungan sendiri.", VENV_PACKAGES)
    say("Membuat lingkungan Python di .venv …")
    shutil.rmtree(VENV, ignore_errors=True)
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if done.returncode:
        raise CannotGoOn(
            f"Lingkungan Python tidak dapat dibuat:\n{done.stdout}{done.stderr}\n"
            "Di Debian atau Ubuntu, ketik: sudo apt install python3-venv"
        )
    mark.write_text(ours)


def has_ensurepip() -> bool:
    """Debian keeps the part of Python that fills a new environment in a package of its own."""
    test = subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True)
    return test.returncode == 0


def install(requirements: str) -> None:
    """Install the pinned libraries; does nothing while the files are what they were last time."""
    stamp = VENV / f"installed-{requirements}"
    want = fingerprint()
    if stamp.exists() and stamp.read_text() == want:
        return
    say(f"Memasang pustaka Python dari {requirements}; sekali saja, sekitar satu menit …")
    pip = [str(environment_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, "-r", str(ROOT / requirements)]).returncode:
        raise CannotGoOn(
            "Pustaka Python tidak dapat dipasang (pesannya di atas).\n"
            "Periksa sambungan internet, lalu ulangi perintah yang sama; yang sudah terpasang tidak hilang."
        )
    stamp.write_text(want)
    if requirements == "requirements-dev.txt":  # it holds the other one too
        (VENV / "installed-requirements.txt").write_text(want)


def fingerprint() -> str:
    """One hash over both requirement files."""
    names = ("requirements.txt", "requirements-dev.txt")
    return hashlib.sha256(b"\0".join((ROOT / name).read_bytes() for name in names)).hexdigest()


def make_pdf_libraries_load() -> None:
    """Install Pango and HarfBuzz as root, else stop with the one command to type."""
    if pdf_libraries_load():
        return
    why = "Pustaka sistem untuk membuat PDF (Pango, HarfBuzz) belum ada."
    if sys.platform == "darwin":
        raise CannotGoOn(f"{why}\nKetik: brew install pango")
    if not shutil.which("apt-get"):
        raise CannotGoOn(f"{why}\nPasang Pango dengan pengelola paket sistem Anda, lalu ulangi: make run")
    apt_install(why, PDF_PACKAGES)
    if not pdf_libraries_load():
        raise CannotGoOn(f"{why}\nPaketnya sudah terpasang, tetapi pustakanya tetap tidak dapat dimuat.")


def pdf_libraries_load() -> bool:
    """Loading them directly takes a millisecond; importing WeasyPrint half a second."""
    if sys.platform != "linux":
        code = "import weasyprint"
        return subprocess.run([environment_python(), "-c", code], capture_output=True).returncode == 0
    return all(loads(name) for name in PDF_LIBRARIES)


def loads(library: str) -> bool:
    """Whether the system has the shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_test_needs() -> None:
    """Chromium, the library that its driver loads, and PostgreSQL, which only the tests use."""
    missing = []
    if sys.platform == "linux" and not loads("libatomic.so.1"):
        missing.append("libatomic1")
    install_light_browser()
    browsers = (os.environ.get("CHROMIUM", ""), LIGHT_BROWSER, "chromium", "google-chrome")
    if not any(name and shutil.which(name) for name in browsers):
        missing.append("chromium")
    if not (list(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb")):
        missing.append("postgresql")
    if not missing:
        return
    why = f"Untuk pengujian belum ada: {', '.join(missing)}."
    if not shutil.which("apt-get"):
        raise CannotGoOn(
            f"{why}\nPasang keduanya (macOS: brew install postgresql; CHROMIUM=/jalur/peramban)."
        )
    apt_install(why, missing)


def install_light_browser() -> None:
    """Install it where that asks nothing of anybody; Ubuntu does not have it, and then Chromium does."""
    tried = VENV / "light-browser-tried"
    if shutil.which(LIGHT_BROWSER) or tried.exists() or os.getuid() != 0 or not shutil.which("apt-get"):
        return
    say(f"Mencoba memasang {LIGHT_BROWSER} agar pengujian lebih cepat …")
    for step in apt_steps([LIGHT_BROWSER]):
        subprocess.run(step, env=apt_environment(), stdin=subprocess.DEVNULL, capture_output=True)
    tried.touch()


def apt_install(why: str, packages: tuple[str, ...] | list[str]) -> None:
    """Install Debian packages when we are root, else stop with the command to type."""
    names = " ".join(packages)
    if os.getuid() != 0:
        where = " di jendela WSL" if "microsoft" in platform.release().lower() else ""
        raise CannotGoOn(f"{why}\nKetik{where}: sudo apt install {names}\nLalu ulangi perintah yang sama.")
    say(f"{why} Memasang {names} …")
    for step in apt_steps(packages):
        done = subprocess.run(step, env=apt_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    if done.returncode:  # of the installation; lists that are not quite new do not matter
        raise CannotGoOn(f"{why}\nPemasangan gagal. Ketik sendiri: apt-get update && apt-get install {names}")


def apt_steps(packages: tuple[str, ...] | list[str]) -> list[list[str]]:
    """The commands that install Debian packages; the last one does it."""
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return [["apt-get", "update", "-qq"], install]


def apt_environment() -> dict[str, str]:
    """Nothing is asked on the way."""
    return {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}


def say(text: str) -> None:
    """One line to the person at the terminal."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
