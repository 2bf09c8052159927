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

#: Cloth of phone pages and of the attendance pieces, one repeat: 16 x 37 threads; mirrored below.
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

#: Right edge of the sign-in cloth, 18 x 12 threads: rail, *itiak pulang patang*, black edge, shoots on paper.
SIDE_EDGE = """
GMMGGGMMGKKGG.....
GMGMMMGMGKKGGG....
GMGMGMGMGKKG.GG...
GMGMGMMMGKKGG.GG..
GMGMMMMMGKKGGG.GG.
GMMGGGMMGKKG.GG.GG
GMMMMMGMGKKGGG.GG.
GMMMGMGMGKKGG.GG..
GMGMGMGMGKKG.GG...
GMGMMMGMGKKGGG....
GMMGGGMMGKKGG.....
GMMMMMMMGKKG......
"""

#: *Itiak pulang patang*, 12 x 5 threads.
DUCKS = """
MGGGGMMMGGMM
GMMMMGMMMMGM
GMGGMGMGGMGM
GMMMMGMMMMGM
MGGMMMGGGGMM
"""

#: How far each row of a cloth just begun reaches beyond its last whole thread (47 rows).
RAGGED = [int(step, 16) for step in "03113142533022414513252025330242514013241521342"]
#: The two edges of a torn cloth (37 rows): how far the left one reaches, where the right one begins.
TORN_LEFT = [int(step, 16) for step in "6297433103159843738a66989534879aaa219"]
TORN_RIGHT = [int(step, 16) for step in "781488643124668855442266aa43662033773"]

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
                height = ".5" if row[x] == "w" else "1"  # a bare thread is thinner than a woven one
                paths[row[x]] = paths.get(row[x], "") + f"M{x} {y}h{end - x}v{height}h-{end - x}z"
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
            if x + 15 <= columns:  # no half seed at the border
                stamp(grid, SEED, x + 12, y + 12)
    return grid


def side_cloth() -> Grid:
    """Return one repeat of the sign-in cloth, 73 x 36 threads."""
    edge = rows_of(SIDE_EDGE)
    grid = field(54, 36, 5, 5)
    return [row + ["M"] + edge[y % 12] for y, row in enumerate(grid)]


def empty_cloth() -> Grid:
    """Return the cloth of an empty page, just begun: 99 x 47 threads with a stepped edge."""
    grid = field(99, 47, 5, 19)
    ducks = rows_of(DUCKS)
    rails = {0: "K", 1: "G", 9: "G", 37: "G", 45: "G", 46: "K"}
    for y, row in enumerate(grid):
        if y in rails:
            row[:] = [rails[y]] * 99
        elif y in (2, 8, 38, 44) or y in range(3, 8) or y in range(39, 44):
            row[:] = ["M"] * 99
    for y, line in enumerate(ducks):
        for x in range(99):
            grid[3 + y][x] = grid[39 + y][x] = line[x % 12]
    for y, row in enumerate(grid):
        row[94 + RAGGED[y] :] = ["."] * (5 - RAGGED[y])
    return grid


def with_warp(grid: Grid, threads: list[str]) -> Grid:
    """Return the grid with bare threads where it is open; ``threads`` repeats downwards."""
    bare = [threads[y % len(threads)] for y in range(len(grid))]
    return [[bare[y] if cell == "." else cell for cell in row] for y, row in enumerate(grid)]


def phone_cloth(columns: int) -> Grid:
    """Return phone cloth of any width, 37 threads high."""
    half = rows_of(PIECE_HALF)
    whole = half + half[-2::-1]
    return [[row[x % 16] for x in range(columns)] for row in whole]


def begun_cloth() -> Grid:
    """Return the cloth of a missing page: 160 x 37 threads, woven up to a blunt tip, then bare warp."""
    grid = with_warp(filled(160, 37, "."), ["w", "."])
    for y, row in enumerate(phone_cloth(160)):
        depth = min(y, 36 - y)
        reach = 40 + min(depth, 8) // 2 + max(0, depth - 2) // 2
        grid[y][:reach] = row[:reach]
    return grid


def torn_cloth() -> Grid:
    """Return the cloth of a fault: 160 x 37 threads with a gap in the weave."""
    grid = with_warp(filled(160, 37, "."), ["w", "."])
    for y, row in enumerate(phone_cloth(160)):
        left, right = 69 + TORN_LEFT[y], 100 + TORN_RIGHT[y]
        grid[y][:left] = row[:left]
        grid[y][right:] = row[right:]
    return grid


def bare_piece(rail: str) -> str:
    """Return the SVG of a day that is not attended: bare warp between two rails, 96 x 74 px."""
    threads = "".join(f"M{x} 4v66" for x in range(1, 96, 4))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="74" viewBox="0 0 96 74" '
        f'shape-rendering="crispEdges"><path fill="{COLOURS[rail]}" d="M0 0h96v2H0zM0 72h96v2H0z"/>'
        f'<path stroke="{COLOURS["w"]}" transform="translate(.5)" d="{threads}"/></svg>\n'
    )


def empty_warp() -> str:
    """Return the tile of the warp beside :func:`empty_cloth`: six threads of 1 px, 4 px apart."""
    threads = "".join(
        f'<path fill="{COLOURS[thread]}" d="M0 {2 + 4 * place}h24v1H0z"/>'
        for place, thread in enumerate("tMtGtG")
    )
    size = 'width="24" height="24" viewBox="0 0 24 24"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{threads}</svg>\n'


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
    write("cloth-side.svg", side_cloth(), 4)
    write("cloth-empty.svg", empty_cloth(), 4)
    write("cloth-begun.svg", begun_cloth(), 2)
    write("cloth-torn.svg", torn_cloth(), 2)
    write("piece-woven.svg", phone_cloth(16), 2)
    (IMG / "piece-today.svg").write_text(bare_piece("M"), encoding="utf-8")
    (IMG / "piece-coming.svg").write_text(bare_piece("w"), encoding="utf-8")
    (IMG / "warp-empty.svg").write_text(empty_warp(), encoding="utf-8")


if __name__ == "__main__":
    main()
