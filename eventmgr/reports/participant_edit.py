"""The page on which a person is corrected, with the conflict when two people do it at once.

What the fields held when the page was opened travels in the form. So the two edits can be laid over each
other field by field: what one side changed is taken, what both changed differently is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from eventmgr.events.models import Event
from eventmgr.people.edit_forms import texts_of, value_of
from eventmgr.people.edit_rules import EDITABLE, FIELD_WORDS, NAME_FIELDS, PLACE_FIELDS, Merge, Value, merge
from eventmgr.people.models import Person
from eventmgr.people.name_rules import NameParts, titles_apart
from eventmgr.reports.participant_history import History, HistoryLine, history_of, shown
from eventmgr.reports.participant_page import masked, place_words
from eventmgr.reports.participant_queries import ParticipantFacts, certificate_number_or_none
from eventmgr.shared.dates import clock_time, local_date
from eventmgr.shared.number_words import number_word
from eventmgr.shared.text import mask_phone


@dataclass(frozen=True, slots=True)
class Typed:
    """What came with the form: the texts typed, those that the page began with, and choices not made."""

    mine: Mapping[str, str]
    base: Mapping[str, str]
    open_choices: frozenset[str]

    @classmethod
    def read(cls, form: Mapping[str, str], stored: Mapping[str, str]) -> "Typed":
        """From a sent form. A choice that was not made keeps one's own text beside it as "mine-phone"."""
        mine, base, unmade = {}, {}, set()
        for name in EDITABLE:
            base[name] = _plain(form.get(f"base-{name}", stored[name]))
            if name in form:
                mine[name] = _plain(form[name])
            elif f"mine-{name}" in form:
                mine[name] = _plain(form[f"mine-{name}"])
                unmade.add(name)
            else:
                mine[name] = base[name]
        return cls(mine, base, frozenset(unmade))


def with_titles_apart(typed: Typed) -> Typed:
    """A name that was typed anew gives its titles to their own fields, or they would be printed twice."""
    if typed.mine["name"] == typed.base["name"]:
        return typed
    parts = titles_apart(NameParts(*(typed.mine[name] for name in ("front_title", "name", "back_title"))))
    return replace(typed, mine={**typed.mine, **{key: part or "" for key, part in parts._asdict().items()}})


def _plain(text: str) -> str:
    return text.replace("\x00", "").strip()[:600]


@dataclass(frozen=True, slots=True)
class Laid:
    """The typed texts laid over the stored ones. `choices` must still be answered."""

    merged: Merge
    choices: tuple[str, ...]
    texts: Mapping[str, str]


def lay_over(typed: Typed, person: Person) -> Laid:
    """Merge what was typed with what is stored now."""
    stored = texts_of(person)
    merged = merge(typed.base, typed.mine, stored)
    unmade = [name for name in typed.open_choices if typed.mine[name] != stored[name]]
    choices = tuple(name for name in EDITABLE if name in merged.choices or name in unmade)
    texts = {name: str(merged.values[name] or "") for name in EDITABLE}
    return Laid(merged, choices, texts)


def values_to_store(laid: Laid, person: Person, today: date) -> dict[str, Value]:
    """The values of the merged texts; a text that stands as stored keeps its value to the letter."""
    stored = texts_of(person)
    return {
        name: (getattr(person, name) or None) if text == stored[name] else value_of(name, text, today)
        for name, text in laid.texts.items()
    }


@dataclass(frozen=True, slots=True)
class Choice:
    """Two texts for one field: theirs is stored, mine is not."""

    name: str
    label: str
    theirs: str
    mine: str
    theirs_shown: str
    mine_shown: str


@dataclass(frozen=True, slots=True)
class Guard:
    """A field that imports leave alone, and the sentence about who corrected it when."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class EditPage:
    """Everything on the page but the fields. `who` and `when` tell of the other's edit."""

    facts: ParticipantFacts
    role: str
    masked_nik: str
    base: Mapping[str, str]
    choices: tuple[Choice, ...]
    guards: Mapping[str, Guard]
    history: tuple[HistoryLine, ...]
    certificate: str
    who: str = ""
    when: str = ""
    first_name: str = field(default="")

    @property
    def count_words(self) -> str:
        """How many fields are to be chosen, as a sentence begins: "Dua"."""
        return number_word(len(self.choices)).capitalize()

    @property
    def open_words(self) -> str:
        """ "nomor whatsapp dan alamat" """
        names = [choice.label[0].lower() + choice.label[1:] for choice in self.choices]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} dan {names[-1]}" if names else ""


def edit_page(
    event: Event, facts: ParticipantFacts, at: datetime, typed: Typed | None, laid: Laid | None
) -> EditPage:
    """The page for a person as stored now."""
    person = facts.person
    history = history_of(person.uid, [facts.registration.uid], at, event.zone)
    edits = tuple(line for line in history.lines if line.changes)
    last = next((line for line in edits if line.action in ("person.edited", "import.changed")), None)
    stored = texts_of(person)
    return EditPage(
        facts=facts,
        role=f"{facts.category.code} {place_words(facts)}",
        masked_nik=masked(facts),
        base=stored,
        choices=_choices(typed, laid, stored),
        guards=_guards(person, history, event.zone),
        history=edits[:6],
        certificate=certificate_number_or_none(facts.registration.id) or "",
        who=last.who if last else "Orang lain",
        when=_moment(last, at, event.zone),
        first_name=(last.who if last else "orang lain").split()[0],
    )


def _moment(line: HistoryLine | None, at: datetime, zone: str) -> str:
    if line is None:
        return "baru saja"
    same_day = local_date(line.at, zone) == local_date(at, zone)
    return f"pukul {clock_time(line.at, zone)}" if same_day else line.when


def _choices(typed: Typed | None, laid: Laid | None, stored: Mapping[str, str]) -> tuple[Choice, ...]:
    if typed is None or laid is None:
        return ()
    return tuple(
        Choice(
            name=name,
            label=FIELD_WORDS[name],
            theirs=stored[name],
            mine=typed.mine[name],
            theirs_shown=_shown(name, stored[name]),
            mine_shown=_shown(name, typed.mine[name]),
        )
        for name in laid.choices
    )


def _shown(name: str, text: str) -> str:
    if name == "phone" and text:
        return mask_phone(text)
    return (shown(name, text) if name == "sex" else text) or "kosong"


def _guards(person: Person, history: History, zone: str) -> dict[str, Guard]:
    """By field; the parts of a name stand together under the name, region and unsur under the assignment."""
    found = {}
    groups = {"name": NAME_FIELDS, "region_code": PLACE_FIELDS}
    for name in person.hand_fields:
        place = next((group for group, names in groups.items() if name in names), name)
        if place in found:
            continue
        label = (
            "Nama" if place == "name" else "Penugasan" if place == "region_code" else FIELD_WORDS.get(name)
        )
        line = next((one for one in (history.last_edit_or_none(name),) if one is not None), None)
        by = f" oleh {line.who}, {line.when}" if line else ""
        found[place] = Guard(name, f"{label} diperbaiki dengan tangan{by}. Impor tidak menimpanya.")
    return found
