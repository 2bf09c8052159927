"""Two admins who disable each other at the same moment: one stays."""

from threading import Barrier, Thread

from flask import Flask

from eventmgr.accounts.queries import has_admin
from eventmgr.accounts.user_actions import disable_user, set_admin
from eventmgr.audit.actor import Actor
from eventmgr.shared.clock import now
from eventmgr.shared.refusal import Refusal
from tests.builders import build_user


def test_two_admins_who_disable_each_other_leave_one(any_app: Flask) -> None:
    with any_app.app_context():
        users = [build_user(name=name, is_admin=True) for name in ("Aminah", "Badrul")]
        people = [(user.id, user.email_norm) for user in users]
    start, told = Barrier(2), []

    def act(own: int, other: int) -> None:
        with any_app.app_context():
            start.wait()
            try:
                if own:
                    disable_user(Actor("user", people[own][0], "x"), now(), email=people[other][1])
                else:
                    set_admin(
                        Actor("user", people[own][0], "x"), now(), user_id=people[other][0], is_admin=False
                    )
            except Refusal as refusal:
                told.append(refusal.code)

    threads = [Thread(target=act, args=pair) for pair in ((0, 1), (1, 0))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with any_app.app_context():
        assert has_admin()
    assert told == ["last_admin"]
