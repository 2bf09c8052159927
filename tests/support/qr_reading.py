"""What a phone reads from a picture: QR codes and no other kind.

Asked for every kind, a reader takes some rows of modules for a bar code now and then ("6342"); our scan page
does not ask for them either (decoder_worker.js).
"""

import zxingcpp
from PIL.Image import Image


def qr_codes_in(picture: Image) -> list[str]:
    """The texts of all codes, from top left to bottom right."""
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    placed = sorted(found, key=lambda code: (round(code.position.top_left.y / 100), code.position.top_left.x))
    return [code.text for code in placed]
