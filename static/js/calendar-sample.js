// The month of a calendar, drawn open for the sheet of components. data-chosen, data-today, data-days as on a field.
import { drawHead } from "./calendar.js";
import { drawMonth } from "./calendar-month.js";
import { monthWords, parseIso } from "./typed-day.js";

export default function calendarSample(box) {
  const chosen = parseIso(box.dataset.chosen);
  const { head, name } = drawHead();
  name.textContent = monthWords(chosen);
  const grid = drawMonth(chosen, {
    chosen, reached: chosen, today: parseIso(box.dataset.today), marked: new Set(box.dataset.days.split(" ")),
  });
  grid.setAttribute("aria-label", name.textContent);
  box.append(head, grid);
}
