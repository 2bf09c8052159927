"""Pictures from strangers: opened by their content only, and never so large that they fill the memory."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO

from PIL import Image, UnidentifiedImageError


class DamagedPicture(Exception):
    """Raised when a file is no whole picture of the formats asked for."""


class TooManyPixels(DamagedPicture):
    """Raised when a picture would unpack to more pixels than allowed."""


@contextmanager
def open_picture(file: IO[bytes], formats: Sequence[str], *, most_pixels: int) -> Iterator[Image.Image]:
    """The picture in `file`, its size judged before it is unpacked.

    Raises DamagedPicture (or TooManyPixels), also for what goes wrong while the block reads the picture.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=list(formats)) as picture:
                if picture.width * picture.height > most_pixels:
                    raise TooManyPixels
                yield picture
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise DamagedPicture from error


def is_whole_picture(file: IO[bytes], form: str, *, most_pixels: int) -> bool:
    """Whether the file is a picture of this form ("JPEG", "PNG", "WEBP") that can be read to its end."""
    try:
        with open_picture(file, [form], most_pixels=most_pixels) as picture:
            picture.verify()
    except DamagedPicture:
        return False
    return True
