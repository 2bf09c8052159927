"""The questions of the private page and of the event home, on both databases."""

from datetime import date

from flask import Flask

from eventmgr.events.agenda_queries import agenda_of
from eventmgr.people.models import Person
from eventmgr.portal.queries import (
    FormerLink,
    checkpoints_attended,
    former_link_or_none,
    issuer_of_or_none,
    own_certificate_or_none,
    participations_of,
    person_by_link_or_none,
)
from eventmgr.reports.queries import (
    certificates_by_state,
    present_by_day,
    quota_places,
    registered_participants,
)
from eventmgr.shared.codes import code_hash, link_token
from eventmgr.shared.db import write
from eventmgr.shared.keyring import keyring
from tests.builders import build_category, build_event, build_quota, build_registration
from tests.cast import build_cast
from tests.certificates.builders import mark_present
from tests.portal.papers import build_certificate


def test_one_person_in_several_events_newest_first_and_undated_last(any_app: Flask) -> None:
    with any_app.app_context():
        cast = build_cast()
        for slug, days in (("bimtek-2025", 2), ("tanpa-hari", 0)):
            event = build_event(slug=slug, first_day=date(2025, 2, 11), days=days)
            build_registration(event=event, person=cast.dedi)
        found = participations_of(cast.dedi.id)
        assert [part.slug for part in found] == ["bimtek-2025", "sosialisasi-2024", "tanpa-hari"]
        assert (found[0].first_day, found[0].last_day) == (date(2025, 2, 11), date(2025, 2, 12))
        assert (found[2].first_day, found[2].typed_code) == (None, None)


def test_a_former_link_is_known_by_computing_it_again(any_app: Flask) -> None:
    with any_app.app_context():
        person = build_cast().dedi
        former = link_token(keyring().derive("private-link", person.key_id), person.uid, 1)
        assert former_link_or_none(former) is None
        with write() as session:
            row = session.get_one(Person, person.id)
            row.link_version = 3
            row.link_hash = code_hash("baru")
        assert person_by_link_or_none(former) is None
        assert former_link_or_none(former) == FormerLink(person.id, person.office_id, None, False)
        assert former_link_or_none("A" * 26) is None


def test_the_live_certificate_goes_before_ended_ones(any_app: Flask) -> None:
    with any_app.app_context():
        cast = build_cast()
        event, registration = cast.event, cast.dedi_registration
        assert own_certificate_or_none(registration.id) is None
        old = build_certificate(event=event, registration=registration, state="replaced")
        new = build_certificate(event=event, registration=registration, number=500, replaces=old)
        found = own_certificate_or_none(registration.id)
        assert found is not None
        assert (found.state, found.number) == ("valid", "400.9.12.3/500/Dinsos/2024")
        issuer = issuer_of_or_none(new.uid)
        assert issuer is not None
        assert (issuer.sha256, issuer.zone) == (new.sha256, "Asia/Jakarta")
        assert certificates_by_state(event.id) == {"replaced": 1, "valid": 1}


def test_presence_is_counted_once_a_day(any_app: Flask) -> None:
    with any_app.app_context():
        cast = build_cast()
        mark_present(event=cast.event, registration=cast.dedi_registration, days=2)
        reserve = build_registration(event=cast.event, state="reserve")
        mark_present(event=cast.event, registration=reserve, days=1)
        assert list(present_by_day(cast.event.id).values()) == [1, 1]
        assert registered_participants(cast.event.id) == 1
        assert len(checkpoints_attended(cast.dedi_registration.id)) == 2
        assert [day.number for day in agenda_of(cast.event.id)] == [1, 2, 3]


def test_each_region_has_its_seats_and_its_names(any_app: Flask) -> None:
    with any_app.app_context():
        cast = build_cast()
        assert quota_places(cast.event, "13.71") == []
        build_quota(event=cast.event, category=build_category(), seats=3)
        build_quota(event=cast.event, category=build_category(code="TKSK"), seats=1)
        places = quota_places(cast.event, "13.71")
        assert len(places) == 104 + 11
        taken = [place for place in places if place.taken]
        assert [(place.place, place.seats) for place in taken] == [
            ("Parak Laweh Pulau Aia Nan XX (Lubuk Begalung)", 3)
        ]
