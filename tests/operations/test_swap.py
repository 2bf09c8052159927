"""A swap that a power cut cannot leave half done."""

from pathlib import Path

import pytest

from eventmgr.operations import swap
from eventmgr.operations.swap import Unsettled, decide_swap, end_swap, prepare_swap, settle_folder
from eventmgr.shared.data_folder import lock_folder

UID = "5" * 32


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


def _is_old(folder: Path) -> bool:
    assert not (folder / "restoring").exists()
    return (folder / "main.db").read_text() == (folder / "files" / "lama").read_text() == "lama"


def _plan(folder: Path) -> None:
    prepare_swap(folder, _prepare(folder), str(folder / "aside"), UID)


def _nobody_asked(_uid: str) -> bool:
    raise AssertionError("the database need not be asked")


def test_a_decided_swap_is_carried_out(tmp_path: Path) -> None:
    _plan(tmp_path)
    decide_swap(tmp_path)
    assert _is_new(tmp_path)


@pytest.mark.parametrize("moves_before_the_cut", range(4))
def test_a_swap_cut_off_anywhere_is_finished_by_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves_before_the_cut: int
) -> None:
    left = moves_before_the_cut
    move = swap._move

    def cut_off(source: Path, target: Path) -> None:
        nonlocal left
        if not left:
            raise KeyboardInterrupt
        left -= 1
        move(source, target)

    _plan(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(swap, "_move", cut_off)
        with pytest.raises(KeyboardInterrupt):
            decide_swap(tmp_path)
    assert settle_folder(tmp_path, _nobody_asked)
    assert _is_new(tmp_path)
    assert not settle_folder(tmp_path, _nobody_asked)


@pytest.mark.parametrize("is_committed", [True, False])
def test_after_a_cut_at_the_commit_the_database_decides(tmp_path: Path, is_committed: bool) -> None:
    _plan(tmp_path)
    assert settle_folder(tmp_path, lambda uid: is_committed and uid == UID) == is_committed
    assert _is_new(tmp_path) if is_committed else _is_old(tmp_path)


def test_while_the_database_cannot_be_asked_everything_stays(tmp_path: Path) -> None:
    def unreachable(_uid: str) -> bool:
        raise Unsettled("Hidupkan basis data")

    _plan(tmp_path)
    with pytest.raises(Unsettled):
        settle_folder(tmp_path, unreachable)
    assert settle_folder(tmp_path, lambda _uid: True)
    assert _is_new(tmp_path)


def test_what_was_not_planned_is_thrown_away(tmp_path: Path) -> None:
    _prepare(tmp_path)
    assert not end_swap(tmp_path, _nobody_asked)
    assert _is_old(tmp_path)


def test_what_a_restore_that_died_had_unpacked_is_cleared_up_by_the_next_start(tmp_path: Path) -> None:
    _prepare(tmp_path)
    assert not settle_folder(tmp_path, _nobody_asked)
    assert _is_old(tmp_path)


def test_a_restore_that_is_unpacking_disturbs_nobody(tmp_path: Path) -> None:
    _prepare(tmp_path)
    lock = lock_folder(tmp_path, "pemulihan salinan data")
    assert not settle_folder(tmp_path, _nobody_asked)
    assert (tmp_path / "restoring").exists()
    lock.release()


def test_nobody_starts_in_the_middle_of_a_restore(tmp_path: Path) -> None:
    _plan(tmp_path)
    lock = lock_folder(tmp_path, "pemulihan salinan data")
    with pytest.raises(Unsettled, match="sedang dipulihkan"):
        settle_folder(tmp_path, _nobody_asked)
    lock.release()
