"""An admin resets a password in the moment in which its owner changes it: one of them holds, never both."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.accounts import actions
from eventmgr.accounts.models import SignIn, User
from eventmgr.accounts.passwords import hash_password, password_matches
from eventmgr.audit.actor import Actor
from eventmgr.shared.db import db
from eventmgr.shared.refusal import Refusal
from tests.builders import PASSWORD
from tests.cast import build_cast
from tests.conftest import FIRST_MORNING

NEW = "kata sandi baru 2024"
ADMIN = Actor("command", None, "perintah users reset")


def test_a_reset_that_came_meanwhile_wins_and_the_owner_is_told(
    any_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with any_app.app_context():
        ani = build_cast().ani
        ani_id, email = ani.id, ani.email_norm
        owner = Actor("user", ani_id, "Ani")
        token = actions.sign_in(email, PASSWORD, address="10.0.0.1", at=FIRST_MORNING).token
        given: list[str] = []

        def hash_and_be_reset(password: str) -> str:
            monkeypatch.setattr(actions, "hash_password", hash_password)
            given.append(actions.reset_password(ADMIN, FIRST_MORNING, email=email))
            return hash_password(password)

        monkeypatch.setattr(actions, "hash_password", hash_and_be_reset)
        with pytest.raises(Refusal, match="baru saja diganti") as refused:
            actions.change_password(owner, FIRST_MORNING, old=PASSWORD, new=NEW, keep_token=token)
        assert refused.value.code == "old"
        user = db.session.get_one(User, ani_id)
        assert password_matches(user.password_hash, given[0])
        assert user.must_change
        live = select(func.count(SignIn.id)).where(SignIn.ended_at.is_(None), SignIn.user_id == ani_id)
        assert db.session.scalar(live) == 0


def test_a_reset_after_the_change_wins_too(any_app: Flask) -> None:
    with any_app.app_context():
        ani = build_cast().ani
        ani_id, email = ani.id, ani.email_norm
        owner = Actor("user", ani_id, "Ani")
        token = actions.sign_in(email, PASSWORD, address="10.0.0.1", at=FIRST_MORNING).token
        actions.change_password(owner, FIRST_MORNING, old=PASSWORD, new=NEW, keep_token=token)
        later = FIRST_MORNING + timedelta(seconds=1)
        given = actions.reset_password(ADMIN, later, email=email)
        assert actions.sign_in(email, given, address="10.0.0.1", at=later).must_change
