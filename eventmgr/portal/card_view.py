"""The name card of a participation, in the very words in which it is printed."""

from eventmgr.cards.sheet import CardContent
from eventmgr.people.models import Person
from eventmgr.portal.queries import Participation
from eventmgr.shared.codes import show_short_code, ticket_code
from eventmgr.shared.dates import date_range
from eventmgr.shared.keyring import keyring
from eventmgr.shared.text import full_name


def card_or_none(person: Person, part: Participation) -> CardContent | None:
    """What stands on the card; None while the person has none in this event. The content holds the QR."""
    if not part.is_live or part.ticket_uid is None or part.ticket_key_id is None or part.typed_code is None:
        return None
    key, version = keyring().derive("ticket", part.ticket_key_id), part.ticket_version or 1
    is_district = part.region_level == "kecamatan"
    days = (part.first_day, part.last_day)
    return CardContent(
        name=person.name,
        front_title=person.front_title or "",
        back_title=person.back_title or "",
        category_code=part.category_code,
        category_name=part.category_name,
        village=(part.region_name or "") if part.region_level == "kelurahan" else "",
        district=(part.region_name if is_district else part.parent_name) or "",
        event_name=part.event_name,
        date_range=date_range(days[0], days[1]) if days[0] and days[1] else "",
        qr_text=ticket_code(key, part.ticket_uid, version),
        typed_code=part.typed_code,
        is_replacement=version > 1,
    )


def card_words(card: CardContent) -> str:
    """The card for whoever cannot see it: "Dedi Kurniawan, PSM, Kel. Jati, Kec. Pauh, kode K7QF-2M9D"."""
    parts = [full_name(card.name, card.front_title, card.back_title), card.category_code]
    parts += [f"Kel. {card.village}"] if card.village else []
    parts += [f"Kec. {card.district}"] if card.district else []
    return ", ".join([*parts, f"kode {show_short_code(card.typed_code)}"])
