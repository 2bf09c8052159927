"""Photos of speakers: taken in only when they are pictures, kept small and square."""

import io

from PIL import ImageOps

from eventmgr.shared.pictures import DamagedPicture, TooManyPixels, open_picture
from eventmgr.shared.refusal import Refusal

#: shown at 48 px; four times that is enough for every screen and for paper
PIXELS = 192
MOST_BYTES = 5 * 1024 * 1024
#: a picture that unpacks to more than this is no photo of a face
MOST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


def square_photo(data: bytes) -> bytes:
    """A JPEG of 192 × 192 from what was uploaded, upright, without the camera's data (place, time).

    The type is found from the content and never from the name. Raises Refusal "photo".
    """
    if len(data) > MOST_BYTES:
        raise Refusal("photo", "Fotonya lebih dari 5 MB. Perkecil dulu, lalu unggah lagi.")
    try:
        with open_picture(io.BytesIO(data), FORMATS, most_pixels=MOST_PIXELS) as picture:
            upright = ImageOps.exif_transpose(picture)
            square = ImageOps.fit(upright.convert("RGB"), (PIXELS, PIXELS))
    except TooManyPixels as error:
        raise Refusal("photo", "Ukuran foto ini terlalu besar. Perkecil dulu, lalu unggah lagi.") from error
    except DamagedPicture as error:
        raise Refusal("photo", "Berkas ini bukan foto JPG, PNG, atau WebP yang utuh.") from error
    kept = io.BytesIO()
    square.save(kept, "JPEG", quality=85, optimize=True)
    return kept.getvalue()
