"""Draw the woven ornaments of ``static/img`` as small SVG files from grids of threads.

Run ``python scripts/draw_ornaments.py`` after changing a grid. One letter is one thread: K ink, M marawa,
G gold, S gold-soft, w warp, t pale warp, "." nothing. The grids are the ones of the reference pictures.
"""

from __future__ import annotations

from pathlib import Path

IMG = Path(__file__).resolve().parent.parent / "static" / "img"

COLOURS = {
    "K": "#1b1714",
    "M": "#7b1e28",
    "G": "#b48a3c",
    "S": "#f3e7cf",
    "w": "#cabca9",
    "t": "#d8ccb9",
}

#: Header band of the desk (*pucuak rabuang*), 12 x 7 threads.
DESK_BAND = """
KKKKKKKKKKKK
.....G......
....GGG.....
...GG.GG....
..GG.G.GG...
.GG.GGG.GG..
GG.GG.GG.GG.
"""

#: Band of the phone pages, 16 x 12 threads: shoot, seed between two tips, rail.
PHONE_BAND = """
...........G....
..........GGG...
...S......G.G...
..SSS....GG.GG..
...S.....G.G.G..
........GG.G.GG.
........G.GGG.G.
.......GG.GGG.GG
.......G.GGGGG.G
G.....GG.GGGGG.G
................
GGGGGGGGGGGGGGGG
"""

#: The woven lozenge of the office, 16 x 16 threads.
MARK = """
.......MM.......
......MMMM......
.....MMGGMM.....
....MMGGGGMM....
...MMGGMMGGMM...
..MMGGMMMMGGMM..
.MMGGMMGGMMGGMM.
MMGGMMGSSGMMGGMM
MMGGMMGSSGMMGGMM
.MMGGMMGGMMGGMM.
..MMGGMMMMGGMM..
...MMGGMMGGMM...
....MMGGGGMM....
.....MMGGMM.....
......MMMM......
.......MM.......
"""

#: Cloth of phone pages and of the attendance pieces, one repeat: 16 x 37 threads, lower half mirrors the upper.
PIECE_HALF = """
GGGGGGGGGGGGGGGG
MMMMMMMMMMMMMMMM
MMGMGGGMGGGMGMMM
MMGGMGGGGGMGGMMM
MMMGMGGGGGMGMMMM
MMMGGMGGGMGGMMMM
MMMMGMGGGMGMMMMM
MMMMGGMGMGGMMMMM
MMMMMGMGMGMMMMMM
MMMMMGGMGGMMMMMM
MMMMMMGMGMMMMMMM
MMMMMMGGGMMMMMMM
MMMMMMMGMMMMMMMM
MMMMMMMMMMMMMMMG
GMMMMMMMMMMMMMGG
GGMMMMMMMMMMMGGM
MGGMMMMMMMMMGGMG
GMGGMMMSMMMGGMGM
MGMGGMSSSMGGMGMS
"""

BUNGO_HALF = ["....G....", "...G.G...", "..G.G.G..", ".G.GSG.G.", "G.GSSSG.G"]
SEED = [".G.", "GSG", ".G."]
#: *Itiak pulang patang*, 12 x 5 threads.
DUCKS = [".GGGG...GG..", "G....G....G.", "G.GG.G.GG.G.", "G....G....G.", ".GG...GGGG.."]

Grid = list[list[str]]


def rows_of(text: str) -> Grid:
    """Return the grid that a block of letters draws."""
    return [list(line) for line in text.split()]


def filled(columns: int, rows: int, thread: str) -> Grid:
    """Return a grid of one thread only."""
    return [[thread] * columns for _ in range(rows)]


def stamp(grid: Grid, motif: list[str], x: int, y: int) -> None:
    """Lay a motif on the grid; "." lets the ground through, what falls outside is cut."""
    for dy, line in enumerate(motif):
        for dx, thread in enumerate(line):
            inside = 0 <= y + dy < len(grid) and 0 <= x + dx < len(grid[0])
            if thread != "." and inside:
                grid[y + dy][x + dx] = thread


def on_ground(grid: Grid, ground: str) -> Grid:
    """Return the grid with its open places woven in one colour."""
    return [[ground if thread == "." else thread for thread in row] for row in grid]


def runs(grid: Grid) -> dict[str, str]:
    """Return one path for each colour, made of horizontal runs of equal threads."""
    paths: dict[str, str] = {}
    for y, row in enumerate(grid):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end] == row[x]:
                end += 1
            if row[x] != ".":
                paths[row[x]] = paths.get(row[x], "") + f"M{x} {y}h{end - x}v1h-{end - x}z"
            x = end
    return paths


def svg(grid: Grid, cell: int) -> str:
    """Return the SVG text of a grid, ``cell`` CSS pixels a thread."""
    columns, rows = len(grid[0]), len(grid)
    body = "".join(f'<path fill="{COLOURS[thread]}" d="{path}"/>' for thread, path in runs(grid).items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{columns * cell}" height="{rows * cell}" '
        f'viewBox="0 0 {columns} {rows}" shape-rendering="crispEdges">{body}</svg>\n'
    )


def bungo() -> list[str]:
    """Return the whole nine-thread flower."""
    return BUNGO_HALF + BUNGO_HALF[3::-1]


def field(columns: int, rows: int, first_x: int, first_y: int) -> Grid:
    """Return the cloth's field: a flower every 18 threads, a seed on the half step."""
    grid = filled(columns, rows, "M")
    for y in range(first_y - 18, rows + 18, 18):
        for x in range(first_x - 18, columns + 18, 18):
            stamp(grid, bungo(), x, y)
            stamp(grid, SEED, x + 12, y + 12)
    return grid


def side_cloth() -> Grid:
    """Return one repeat of the sign-in cloth, 73 x 36 threads: field, border, black edge, shoots on paper."""
    grid = field(55, 36, 5, 5)
    border = filled(12, 36, "M")
    for y in range(-1, 36, 12):
        for step in range(12):
            for across in range(5):
                if DUCKS[across][step] == "G" and 0 <= y + step < 36:
                    border[y + step][2 + across + 0] = "G"
    for row in border:
        row[0] = "G"
    tip = [0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1]
    for y, row in enumerate(grid):
        row.extend(border[y][:9])
        row.extend("GKK")
        row.extend(shoot_row(tip[y % 12]))
    return grid


def shoot_row(reach: int) -> list[str]:
    """Return one row of a *pucuak rabuang* that points right and reaches ``reach`` threads onto the paper."""
    row = ["."] * 7
    for x in range(reach + 1):
        row[x] = "G"
    return row


def phone_cloth(columns: int) -> Grid:
    """Return phone cloth of any width, 37 threads high."""
    half = rows_of(PIECE_HALF)
    whole = half + half[-2::-1]
    return [[row[x % 16] for x in range(columns)] for row in whole]


def write(name: str, grid: Grid, cell: int) -> None:
    """Write one ornament."""
    (IMG / name).write_text(svg(grid, cell), encoding="utf-8")


def main() -> None:
    """Draw every file."""
    IMG.mkdir(parents=True, exist_ok=True)
    write("band.svg", on_ground(rows_of(DESK_BAND), "M"), 2)
    write("band-phone.svg", on_ground(rows_of(PHONE_BAND), "M"), 1)
    write("band-ink.svg", on_ground(rows_of(PHONE_BAND), "K"), 1)
    write("mark.svg", rows_of(MARK), 2)
    write("favicon.svg", rows_of(MARK), 2)


if __name__ == "__main__":
    main()
