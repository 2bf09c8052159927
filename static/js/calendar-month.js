// One month as a grid of days. How: {chosen, today, marked, reached}, where `marked` holds the event's days as
// 2024-11-19 and `reached` is the day that a press of Tab comes to.
import { addDays, dayWords, isoDay } from "./typed-day.js";

const WEEK = [
  ["Sn", "Senin"], ["Sl", "Selasa"], ["Rb", "Rabu"], ["Km", "Kamis"], ["Jm", "Jumat"], ["Sb", "Sabtu"], ["Mg", "Minggu"],
];

export function monday(day) {
  return addDays(day, -((day.getUTCDay() + 6) % 7));
}

export function drawMonth(month, how) {
  const grid = document.createElement("table");
  grid.setAttribute("role", "grid");
  const head = grid.createTHead().insertRow();
  for (const [short, whole] of WEEK) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.abbr = whole;
    cell.textContent = short;
    head.append(cell);
  }
  const body = grid.createTBody();
  const first = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth(), 1));
  const next = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1));
  for (let start = monday(first); start < next; start = addDays(start, 7)) {
    const row = body.insertRow();
    for (let at = 0; at < 7; at++) row.append(drawDay(addDays(start, at), month, how));
  }
  return grid;
}

function drawDay(day, month, { chosen, today, marked, reached }) {
  const [cell, key] = [document.createElement("td"), isoDay(day)];
  const isMarked = marked.has(key);
  cell.setAttribute("role", "gridcell");
  cell.dataset.day = key;
  cell.tabIndex = reached && key === isoDay(reached) ? 0 : -1;
  cell.textContent = String(day.getUTCDate());
  cell.setAttribute("aria-label", dayWords(day) + (isMarked ? ", hari kegiatan" : ""));
  cell.setAttribute("aria-selected", String(Boolean(chosen) && key === isoDay(chosen)));
  if (key === isoDay(today)) cell.setAttribute("aria-current", "date");
  cell.classList.toggle("marked", isMarked);
  cell.classList.toggle("beside", day.getUTCMonth() !== month.getUTCMonth());
  return cell;
}
