"""The program's door: `flask --app app …` finds `app` here, `python app.py` serves it."""

import signal

if __name__ == "__main__":  # before the slow imports: Ctrl-C waits until `serve` listens to it
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

from eventmgr.config import OddSetting
from eventmgr.factory import create_app
from eventmgr.operations.swap import Unsettled
from eventmgr.shared.keyring import DamagedKeyring

try:
    app = create_app()
except (OddSetting, Unsettled, DamagedKeyring) as trouble:
    raise SystemExit(f"eventmgr tidak dapat dimulai. {trouble}") from None
except OSError as trouble:
    raise SystemExit(
        f"eventmgr tidak dapat dimulai. {trouble.filename} tidak dapat dibaca atau ditulis "
        f"({trouble.strerror}). Periksa folder data (EVENTMGR_DATA) dan haknya."
    ) from None

if __name__ == "__main__":
    from eventmgr.operations.serving import serve

    raise SystemExit(serve(app))
