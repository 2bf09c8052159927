"""A new installation opens with the demo, so that there is something to look at."""

from collections.abc import Iterator

from eventmgr.demo.loading import load_demo
from eventmgr.operations.starting import Start, at_start
from eventmgr.shared.clock import now


@at_start(order=50)
def load_demo_when_new(start: Start) -> Iterator[str]:
    """Load the demo into a data folder that never finished a start before."""
    if not start.is_new:
        return
    yield "Memuat kegiatan contoh; sekali saja, kurang dari satu menit …"
    demo = load_demo(now(), start=None, is_empty=False, say=lambda _line: None)
    yield f"Kegiatan contoh dimuat: {demo.registrations} peserta, {demo.certificates} sertifikat."
