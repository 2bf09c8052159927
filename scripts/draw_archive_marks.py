"""Draws the marks of ended certificates into the program; run `python -m scripts.draw_archive_marks`."""

from eventmgr.certificates.archive import WORDS, draw_mark, mark_path


def main() -> None:
    """Write a PDF for each state."""
    for state in WORDS:
        path = mark_path(state)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(draw_mark(state))
        print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
