"""Every error page, for a stranger and for who is signed in."""

from scripts.pictures.shot import Shot

CODES = (400, 403, 404, 410, 413, 422, 429, 500)

SHOTS = (
    *(Shot(name=f"galat-{code}", path=f"/galat/{code}", who="", status=code) for code in CODES),
    Shot(name="galat-403-masuk", path="/kegiatan/sosialisasi-2024/peserta", who="rina", status=403),
    Shot(name="galat-404-masuk", path="/tidak-ada", status=404),
)
