"""A client that checks every page which any test fetches."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self
from urllib.parse import urlsplit

import lxml.html
from flask import Flask
from sqlalchemy import event as sa_event
from sqlalchemy import inspect, select
from werkzeug.test import TestResponse

from eventmgr.accounts.access import COOKIE_KEY
from eventmgr.accounts.models import SignIn, User
from eventmgr.shared.clock import now
from eventmgr.shared.codes import code_hash, new_long_token
from eventmgr.shared.db import db, write
from tests.page_rules import faults_of_page


class PageClient:
    """Fetches pages as a browser would, CSRF token and all, and fails on a page that breaks a house rule."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.http = app.test_client()
        self.last_token = ""

    def sign_in(self, user: User) -> Self:
        """Open a sign-in for the user, past the form."""
        token = new_long_token()
        with self.app.app_context():
            at = now()
            with write() as session:
                (user_id,) = inspect(user).identity or ()
                expires = at.replace(year=at.year + 1)
                session.add(
                    SignIn(user_id=user_id, token_hash=code_hash(token), created_at=at, expires_at=expires)
                )
        with self.http.session_transaction() as cookie:
            cookie[COOKIE_KEY] = token
            cookie.permanent = True
        return self

    def get(self, path: str, *, status: int = 200, **options: Any) -> TestResponse:
        """Fetch and check; `status` is what is expected."""
        return self._checked(self.http.get(path, **options), status)

    def post(
        self,
        path: str,
        data: dict[str, Any] | None = None,
        *,
        status: int = 302,
        form_page: str = "",
        **options: Any,
    ) -> TestResponse:
        """Send a form with the token of its page (`form_page`, by default the page last seen)."""
        if form_page or not self.last_token:
            self.get(form_page or path)
        fields = {"csrf_token": self.last_token, **(data or {})}
        return self._checked(self.http.post(path, data=fields, **options), status)

    def post_json(self, path: str, body: Any, *, status: int = 200) -> TestResponse:
        """Send JSON with the token in its header, as the scan page does."""
        response = self.http.post(path, json=body, headers={"X-CSRFToken": self.last_token})
        assert response.status_code == status, response.get_data(as_text=True)[:500]
        return response

    def follow(self, response: TestResponse) -> TestResponse:
        """The page that a redirect leads to."""
        target = urlsplit(response.headers["Location"])
        return self.get(f"{target.path}?{target.query}" if target.query else target.path)

    def page(self, path: str, **options: Any) -> lxml.html.HtmlElement:
        """The fetched page as a tree."""
        return lxml.html.fromstring(self.get(path, **options).get_data(as_text=True))

    def _checked(self, response: TestResponse, status: int) -> TestResponse:
        assert response.status_code == status, (
            f"{response.request.path}: {response.status_code} instead of {status}\n"
            + response.get_data(as_text=True)[:800]
        )
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303):
            html = response.get_data(as_text=True)
            token = re.search(
                r'name="csrf_token"[^>]*value="([^"]+)"|name="csrf-token" content="([^"]+)"', html
            )
            if token:
                self.last_token = token.group(1) or token.group(2)
            faults = faults_of_page(html)
            assert not faults, f"{response.request.path} breaks house rules:\n" + "\n".join(faults)
        return response


def words_of(response: TestResponse) -> str:
    """The text of a page's body with single spaces, for finding sentences in it."""
    tree = lxml.html.fromstring(response.get_data(as_text=True))
    return " ".join(tree.find("body").text_content().split())


@contextmanager
def counted_statements(app: Flask) -> Iterator[list[str]]:
    """The SQL statements on the main database inside the block, without BEGIN and PRAGMA."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN", "SET TRANSACTION")):
            statements.append(statement)

    with app.app_context():
        engine = db.engine
    sa_event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa_event.remove(engine, "before_cursor_execute", note)


def stored_rows(app: Flask) -> dict[str, list[Any]]:
    """All rows of the main database by table, to compare before and after."""
    with app.app_context():
        tables = db.metadata.sorted_tables
        return {table.name: [tuple(row) for row in db.session.execute(select(table))] for table in tables}
