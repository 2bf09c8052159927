"""The server process: `python app.py` turns into it once everything is prepared (see `serving`).

    python -m eventmgr.operations.web_process HOST PORT WORKERS DATA_FOLDER LOCK_DESCRIPTOR

WORKERS 0 means: as many as fit the machine.

It stays small, because granian's workers are spawned from it: each one loads the app for itself and none
inherits a database connection by a fork.
"""

import gc
import importlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from eventmgr.operations.address import Address
from eventmgr.operations.gateway import Gateway
from eventmgr.operations.interrupts import Interrupts
from eventmgr.operations.job_worker import JobWorker
from eventmgr.operations.readiness import Readiness
from eventmgr.operations.respawning import MOST_DEATHS, Replacements
from eventmgr.operations.tied import die_with_parent
from eventmgr.shared.data_folder import FolderLock
from eventmgr.web.sizes import largest_of

TARGET = "app:app"
#: Threads that run requests in a process. Less than the database's pool has connections (5 + 10).
THREADS = 12
#: Open connections of a process, idle ones of browsers included; more wait in the backlog.
CONNECTIONS = 1024
#: How long running requests may take to end when the server is stopped.
STOP_SECONDS = 10
HEADER_SECONDS = 10


def worker_count() -> int:
    """Two at least, so that one that dies leaves the door open; eight at most."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2
    return max(2, min(8, cores))


def load_app(parent: int) -> Callable[..., Any]:
    """Called inside each granian worker: the app, in a process that ends with the server."""
    die_with_parent(parent)
    module, name = TARGET.split(":")
    app = getattr(importlib.import_module(module), name)
    gc.freeze()  # what was loaded stays; looking it through took 100 ms at a time, also inside write()
    gateway: Any = Gateway(app, THREADS, largest_of(app))
    return gateway


def main(host: str, port: int, workers: int, folder: Path, descriptor: int) -> None:
    """Serve until SIGINT, SIGTERM or SIGHUP; all children have ended when this returns."""
    interrupts = Interrupts()
    lock = FolderLock.taken_over(folder, descriptor)
    multiprocessing.set_start_method("spawn")
    server = _server(host, port, workers or worker_count())
    replacements = server.respawned_wrks = Replacements()
    jobs = JobWorker()
    readiness = Readiness(Address(host, port), partial(_say_ready, Address(host, port)))

    def began() -> None:
        interrupts.hand_to(server.signal_handler_interrupt)
        # granian reloads on SIGHUP; here it means that the terminal was closed.
        signal.signal(signal.SIGHUP, server.signal_handler_interrupt)
        jobs.start()
        readiness.start()

    server.on_startup(began)
    server.on_shutdown(readiness.stop)
    server.on_shutdown(jobs.stop)
    try:
        server.serve(target_loader=partial(load_app, os.getpid()), wrap_loader=False)
    finally:
        lock.release()
        if replacements.is_too_often:
            _say_broken()


def _server(host: str, port: int, workers: int) -> Any:
    return Granian(
        TARGET,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=workers,
        backpressure=CONNECTIONS,
        websockets=False,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000),
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )


def _say_ready(address: Address) -> None:
    sys.stdout.write(f"\neventmgr siap di {address.url}\nUntuk berhenti, tekan Ctrl-C.\n")
    sys.stdout.flush()


def _say_broken() -> None:
    sys.stdout.write(
        f"\nProses web mati {MOST_DEATHS} kali dalam satu menit, jadi server dihentikan. Data aman. "
        "Sebabnya tertulis di atas; bila tidak ada, periksa memori mesin ini, lalu jalankan lagi.\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]), int(sys.argv[5]))
