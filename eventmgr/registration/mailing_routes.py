"""What every page does from which texts go out by hand: show people, mark one as sent, take the mark back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.registration.mailing_actions import Letter
from eventmgr.registration.mailing_page import MailingPage, Wording, line_for, mailing_page, sender_of
from eventmgr.registration.mailing_queries import Mailing, Recipient, recipient_or_none
from eventmgr.shared.clock import now


@dataclass(frozen=True, slots=True)
class MailingDesk:
    """One such page. `row` is the template of one row's acts; `page` the view to which the buttons lead back.

    `mark` and `unmark` are actions: (actor, at, event=…, letter=… or recipient=…).
    """

    mailing: Mailing
    wording: Wording
    row: str
    page: str
    mark: Callable[..., Any]
    unmark: Callable[..., Any]

    def asked(self) -> MailingPage:
        """The page that the request's query asks for."""
        sender = sender_of(g.event, g.office)
        return mailing_page(self.mailing, self.wording, sender, g.event.id, now(), asked=request.args)

    def mark_sent(self, slug: str, uid: str) -> str | Answer:
        """Mark one text as sent; a second press changes nothing."""
        recipient = self._recipient(uid)
        letter = Letter(recipient, self.wording.text(sender_of(g.event, g.office), recipient))
        self.mark(g.actor, now(), event=g.event, letter=letter)
        return self._answer(slug, uid)

    def take_back(self, slug: str, uid: str) -> str | Answer:
        """Take the mark back."""
        self.unmark(g.actor, now(), event=g.event, recipient=self._recipient(uid))
        return self._answer(slug, uid)

    def _recipient(self, uid: str) -> Recipient:
        return recipient_or_none(self.mailing, g.event.id, uid) or abort(404)

    def _answer(self, slug: str, uid: str) -> str | Answer:
        """The acts of one row for the script that asked; else the page that the button stood on."""
        if request.headers.get("X-Fragment"):
            line = line_for(sender_of(g.event, g.office), self.wording, self._recipient(uid), now())
            return render_template(self.row, slug=slug, line=line)
        return redirect(url_for(self.page, slug=slug, tampil=request.form.get("tampil")), 303)
