"""One holder at a time, and a swap that a power cut cannot leave half done."""

import os
from pathlib import Path

import pytest

from eventmgr.shared import data_folder
from eventmgr.shared.data_folder import (
    FolderInUse,
    FolderLock,
    RestoreRunning,
    abandon_swap,
    decide_swap,
    lock_folder,
    settle_folder,
    tighten_folder,
)
from tests.conftest import make_app


def _prepare(folder: Path) -> dict[str, str]:
    new = folder / "restoring" / "new"
    new.mkdir(parents=True)
    (folder / "files").mkdir()
    (folder / "files" / "lama").write_text("lama")
    (folder / "main.db").write_text("lama")
    (new / "files").mkdir()
    (new / "files" / "baru").write_text("baru")
    (new / "database").write_text("baru")
    return {"files": str(folder / "files"), "database": str(folder / "main.db")}


def _is_new(folder: Path) -> bool:
    assert (folder / "aside" / "main.db").read_text() == "lama"
    assert (folder / "aside" / "files" / "lama").read_text() == "lama"
    assert not (folder / "restoring").exists()
    return (folder / "main.db").read_text() == (folder / "files" / "baru").read_text() == "baru"


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


def test_a_decided_swap_is_carried_out(tmp_path: Path) -> None:
    decide_swap(tmp_path, _prepare(tmp_path), str(tmp_path / "aside"))
    assert _is_new(tmp_path)


@pytest.mark.parametrize("moves_before_the_cut", range(4))
def test_a_swap_cut_off_anywhere_is_finished_by_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves_before_the_cut: int
) -> None:
    left = moves_before_the_cut
    move = data_folder._move

    def cut_off(source: Path, target: Path) -> None:
        nonlocal left
        if not left:
            raise KeyboardInterrupt
        left -= 1
        move(source, target)

    plan = _prepare(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(data_folder, "_move", cut_off)
        with pytest.raises(KeyboardInterrupt):
            decide_swap(tmp_path, plan, str(tmp_path / "aside"))
    abandon_swap(tmp_path)  # what the restore itself does on its way out must not undo a decision
    assert settle_folder(tmp_path)
    assert _is_new(tmp_path)
    assert not settle_folder(tmp_path)


def test_what_was_not_decided_is_thrown_away(tmp_path: Path) -> None:
    _prepare(tmp_path)
    abandon_swap(tmp_path)
    assert (tmp_path / "main.db").read_text() == "lama"
    assert not (tmp_path / "restoring").exists()


def test_nobody_starts_in_the_middle_of_a_restore(tmp_path: Path) -> None:
    _prepare(tmp_path)
    (tmp_path / "restoring" / "decided.json").write_text("{}")
    lock = lock_folder(tmp_path, "pemulihan salinan data")
    with pytest.raises(RestoreRunning):
        settle_folder(tmp_path)
    lock.release()


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
