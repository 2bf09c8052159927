"""The name card on the phone: as a page, and as a picture to save; for whoever has no paper at hand."""

from flask import Blueprint, Response, abort, g, render_template, request

from eventmgr.cards.picture import HEIGHT, WIDTH, card_png
from eventmgr.cards.sheet import CardContent
from eventmgr.portal.card_view import card_or_none, card_words
from eventmgr.portal.queries import Participation
from eventmgr.portal.viewed_event import viewed_event
from eventmgr.shared.codes import show_short_code
from eventmgr.web.access import allow

card_blueprint = Blueprint("portal_card", __name__)


def _card_or_404() -> tuple[Participation, CardContent]:
    part, _ = viewed_event()
    card = card_or_none(g.person, part) if part is not None else None
    if part is None or card is None:
        abort(404)
    return part, card


@card_blueprint.get("/p/<token>/kartu")
@allow("participant")
def page(token: str) -> str:
    """The card's face as it is printed."""
    part, card = _card_or_404()
    return render_template(
        "portal/card.html",
        token=token,
        slug=part.slug,
        words=card_words(card),
        width=WIDTH // 4,
        height=HEIGHT // 4,
    )


@card_blueprint.get("/p/<token>/kartu.png")
@allow("participant")
def picture(token: str) -> Response:
    """The picture, shown, or saved with `?simpan`. It opens the door, so nobody in between may keep it."""
    _, card = _card_or_404()
    way = "attachment" if "simpan" in request.args else "inline"
    name = f"Kartu {show_short_code(card.typed_code)}.png"
    headers = {"Content-Disposition": f'{way}; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(card_png(card), mimetype="image/png", headers=headers)
