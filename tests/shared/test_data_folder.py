"""One holder of the data folder at a time, and nobody else looks in."""

import os
from pathlib import Path

import pytest

from eventmgr.shared.data_folder import FolderInUse, FolderLock, lock_folder, tighten_folder
from tests.conftest import make_app


def test_a_second_holder_is_told_who_the_first_is(tmp_path: Path) -> None:
    lock = lock_folder(tmp_path, "server di http://127.0.0.1:8000")
    with pytest.raises(FolderInUse) as turned_away:
        lock_folder(tmp_path, "pemulihan")
    assert turned_away.value.holder == f"server di http://127.0.0.1:8000 (proses {os.getpid()})"
    lock.release()
    lock_folder(tmp_path, "pemulihan").release()


def test_a_lock_that_was_handed_over_still_holds(tmp_path: Path) -> None:
    lock = FolderLock.taken_over(tmp_path, lock_folder(tmp_path, "server").hand_over())
    with pytest.raises(FolderInUse):
        lock_folder(tmp_path, "server")
    lock.release()


def test_a_damaged_note_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / "server.lock").write_bytes(b"\xff{")
    lock_folder(tmp_path, "server").release()


def _mode(folder: Path) -> int:
    return folder.stat().st_mode & 0o7777


def test_a_folder_that_others_could_read_is_closed_to_them_at_start(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o755)
    make_app(folder)
    assert _mode(folder) == 0o700


@pytest.mark.parametrize("mode", [0o700, 0o500, 0o1777])
def test_a_folder_that_is_narrow_or_everybodys_is_left_as_it_is(tmp_path: Path, mode: int) -> None:
    """A sticky folder, such as /tmp, is meant for all users of the machine."""
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(mode)
    tighten_folder(folder)
    assert _mode(folder) == mode
    folder.chmod(0o700)


def test_a_folder_of_somebody_else_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o755)
    stranger = os.geteuid() + 1
    monkeypatch.setattr("eventmgr.shared.data_folder.os.geteuid", lambda: stranger)
    tighten_folder(tmp_path)
    assert _mode(tmp_path) == 0o755
