"""The few pictures that README shows: small copies in docs/gambar/."""

from pathlib import Path

from PIL import Image

from eventmgr.config import ROOT

KEPT = ROOT / "docs" / "gambar"
#: name in docs/gambar → picture, and the width it is shown at
CHOSEN = {
    "peserta": ("peserta-daftar-1366", 900),
    "pindai": ("petugas-siap-360", 360),
    "pribadi": ("peserta-siap-360", 360),
    "sertifikat": ("kertas-sertifikat-1", 700),
    "kartu": ("kertas-kartu-1", 500),
}
#: long pages are cut
TALLEST = 800


def keep_chosen(folder: Path) -> None:
    """Few colours are enough for screens of plain colours."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for name, (source, width) in CHOSEN.items():
        with Image.open(folder / f"{source}.png") as picture:
            scale = width / picture.width
            small = picture.convert("RGB").resize(
                (width, round(picture.height * scale)), Image.Resampling.LANCZOS
            )
            small = small.crop((0, 0, width, min(small.height, TALLEST)))
            small.quantize(128).save(KEPT / f"{name}.png", optimize=True)
