import { say, start } from "./main.js";

// The grid person × day: arrow keys move from cell to cell, and a cell opens its panel without losing one's place.
// Without script a cell is a link to the same page with the panel.
let isAgain = false;

export default function matrix(region) {
  region.addEventListener("keydown", (event) => {
    const next = event.target.matches(".cell") && neighbour(event.target, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  region.addEventListener("click", (event) => {
    const cell = event.target.closest(".cell");
    if (!cell || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(region, cell.href).catch(() => { window.location.href = cell.href; });
  });
  if (isAgain) region.querySelector("#panel-judul").focus();
  else window.addEventListener("popstate", () => window.location.reload());
  isAgain = true;
}

function neighbour(cell, key) {
  const column = cell.closest("td").cellIndex;
  const row = cell.closest("tr");
  const rows = { ArrowUp: row.previousElementSibling, ArrowDown: row.nextElementSibling };
  if (key in rows) return rows[key]?.cells[column]?.querySelector(".cell");
  const columns = { ArrowLeft: column - 1, ArrowRight: column + 1 };
  return key in columns ? row.cells[columns[key]]?.querySelector(".cell") : undefined;
}

async function open(region, address) {
  const waiting = setTimeout(() => say("Memuat…"), 400);
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  clearTimeout(waiting);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(region.id);
  if (!answer.ok || answer.redirected || !fresh) throw new Error("not the page");
  history.pushState(null, "", address.split("#")[0]);
  region.replaceWith(fresh);
  start(fresh.parentElement);
}
