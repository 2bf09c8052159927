"""Photos of speakers: taken in only when they are pictures, kept small and square."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

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
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refusal("photo", "Ukuran foto ini terlalu besar. Perkecil dulu, lalu unggah lagi.")
            upright = ImageOps.exif_transpose(picture)
            square = ImageOps.fit(upright.convert("RGB"), (PIXELS, PIXELS))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refusal("photo", "Berkas ini bukan foto JPG, PNG, atau WebP yang utuh.") from error
    kept = io.BytesIO()
    square.save(kept, "JPEG", quality=85, optimize=True)
    return kept.getvalue()
