// The quota picture: arrow keys move within a row and from row to row, each row is one stop of the Tab key, and the
// picked place keeps its frame when the panel beside it is replaced (htmx).
export default function quotaBoard(list) {
  const rows = [...list.querySelectorAll(".quota-row")].map((row) => [...row.querySelectorAll(".cell")]);
  for (const cells of rows) leaveOneStop(cells);
  list.addEventListener("keydown", (event) => move(event, rows));
  list.addEventListener("focusin", (event) => {
    const cells = rows.find((row) => row.includes(event.target));
    if (cells) leaveOneStop(cells, event.target);
  });
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    // The sign-in has ended: its page does not belong into the panel.
    const answered = new URL(event.detail.xhr.responseURL || window.location.href);
    if (answered.pathname === window.location.pathname) return;
    event.detail.shouldSwap = false;
    window.location.reload();
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const panel = document.getElementById("panel");
    const asked = event.detail.requestConfig?.elt;
    showPicked(list, panel.dataset.code);
    window.history.replaceState(null, "", event.detail.pathInfo.finalRequestPath ?? event.detail.pathInfo.requestPath);
    // Who types goes on typing; who picked a place wants to read it.
    if (asked?.matches("a")) panel.querySelector("h2").focus();
  });
}

function showPicked(list, code) {
  for (const link of list.querySelectorAll("[aria-current]")) link.removeAttribute("aria-current");
  if (code) list.querySelector(`[data-code="${CSS.escape(code)}"]`)?.setAttribute("aria-current", "true");
}

function leaveOneStop(cells, stop = cells.find((cell) => cell.hasAttribute("aria-current")) ?? cells[0]) {
  for (const cell of cells) cell.tabIndex = cell === stop ? 0 : -1;
}

function move(event, rows) {
  const y = rows.findIndex((cells) => cells.includes(event.target));
  if (y < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const x = rows[y].indexOf(event.target);
  const ends = { Home: 0, End: rows[y].length - 1 };
  const across = { ArrowLeft: x - 1, ArrowRight: x + 1, ...ends }[event.key];
  const along = { ArrowUp: y - 1, ArrowDown: y + 1 }[event.key];
  const next = across === undefined ? rows[along]?.[Math.min(x, rows[along].length - 1)] : rows[y][across];
  if (across === undefined && along === undefined) return;
  event.preventDefault();
  next?.focus();
}
