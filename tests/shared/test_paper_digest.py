"""What papers are drawn with, as a digest: drawings of before an update are known by it."""

from pathlib import Path

from eventmgr.shared.paper import paper_digest


def test_another_look_is_another_digest_and_the_order_of_files_is_none(tmp_path: Path) -> None:
    looks, words = tmp_path / "card.css", tmp_path / "card.html"
    looks.write_text("p { color: black }")
    words.write_text("<p></p>")
    before = paper_digest([looks, words])
    assert paper_digest([words, looks]) == before
    looks.write_text("p { color: maroon }")
    assert paper_digest([looks, words]) != before
