// A typed date: what is read from it stands in words below the field, and a button opens a month to choose from.
// Without script it is a plain text field; the server reads the same shapes.
import { drawMonth, monday } from "./calendar-month.js";
import { say } from "./main.js";
import { addDays, addMonths, dayWords, monthWords, parseIso, readTyped, typedShape } from "./typed-day.js";

export default function calendar(box) {
  const input = box.querySelector("input");
  const words = box.parentElement.querySelector("[data-day-words]");
  const today = parseIso(box.dataset.today);
  const read = () => readTyped(input.value, today, "past" in box.dataset);
  const tell = () => { if (words) words.textContent = read() ? dayWords(read()) : ""; };
  input.addEventListener("input", tell);
  input.addEventListener("change", () => { if (words?.textContent) say(words.textContent); });
  tell();
  const marked = new Set((box.dataset.days ?? "").split(" ").filter(Boolean));
  const first = marked.size ? parseIso([...marked].sort()[0]) : today;
  const choose = (day) => {
    input.value = typedShape(day);
    for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true }));
  };
  addOpener(box, input, { read, choose, today, marked, first });
}

function addOpener(box, input, field) {
  const opener = signButton("M4.5 6h15v14h-15ZM4.5 10h15M8.5 3.5v4M15.5 3.5v4", `Buka kalender: ${input.labels[0].textContent.trim()}`);
  opener.className = "open-calendar";
  opener.setAttribute("aria-haspopup", "dialog");
  opener.setAttribute("aria-expanded", "false");
  box.append(opener);
  const sheet = document.createElement("div");
  const outside = (event) => { if (!box.contains(event.target)) close(false); };
  const close = (giveBack) => {
    document.removeEventListener("pointerdown", outside);
    sheet.remove();
    opener.setAttribute("aria-expanded", "false");
    if (giveBack) opener.focus();
  };
  fillSheet(sheet, { ...field, choose: (day) => { field.choose(day); close(true); } });
  opener.addEventListener("click", () => {
    if (sheet.isConnected) return close(true);
    document.addEventListener("pointerdown", outside);
    box.append(sheet);
    opener.setAttribute("aria-expanded", "true");
    sheet.classList.remove("leftward");
    sheet.classList.toggle("leftward", sheet.getBoundingClientRect().right > document.documentElement.clientWidth);
    sheet.dispatchEvent(new Event("opened"));
    sheet.scrollIntoView({ block: "nearest" });
  });
  sheet.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close(true);
  });
  box.addEventListener("focusout", (event) => {
    if (sheet.isConnected && event.relatedTarget && !box.contains(event.relatedTarget)) close(false);
  });
}

function fillSheet(sheet, { read, choose, today, marked, first }) {
  sheet.className = "calendar";
  sheet.setAttribute("role", "dialog");
  sheet.setAttribute("aria-label", "Kalender");
  const { head, name, before, after } = drawHead();
  sheet.append(head);
  let reached = today;
  const show = (day) => {
    reached = day;
    name.textContent = monthWords(day);
    const grid = drawMonth(day, { chosen: read(), today, marked, reached });
    grid.setAttribute("aria-label", name.textContent);
    sheet.replaceChildren(head, grid);
  };
  const go = (day) => {
    show(day);
    sheet.querySelector("td[tabindex='0']").focus();
  };
  sheet.addEventListener("opened", () => go(read() ?? first));
  before.addEventListener("click", () => show(addMonths(reached, -1)));
  after.addEventListener("click", () => show(addMonths(reached, 1)));
  sheet.addEventListener("click", (event) => {
    const cell = event.target.closest("td");
    if (cell) choose(parseIso(cell.dataset.day));
  });
  sheet.addEventListener("keydown", (event) => {
    if (!event.target.matches("td") || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = step(event.key, reached, event.shiftKey);
    if (to) go(to);
    else if (event.key === "Enter" || event.key === " ") choose(reached);
    else return;
    event.preventDefault();
  });
}

function step(key, day, far) {
  const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[key];
  if (days) return addDays(day, days);
  if (key === "Home") return monday(day);
  if (key === "End") return addDays(monday(day), 6);
  if (key === "PageUp") return addMonths(day, far ? -12 : -1);
  if (key === "PageDown") return addMonths(day, far ? 12 : 1);
  return null;
}

export function drawHead() {
  const [head, name] = [document.createElement("div"), document.createElement("p")];
  head.className = "calendar-head";
  name.setAttribute("aria-live", "polite");
  const before = signButton("m14.5 6-6 6 6 6", "Bulan sebelumnya");
  const after = signButton("m9.5 6 6 6-6 6", "Bulan berikutnya");
  head.append(before, name, after);
  return { head, name, before, after };
}

function signButton(path, label) {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-label", label);
  const sign = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ class: "icon", width: 20, height: 20, viewBox: "0 0 24 24", "aria-hidden": "true" })) sign.setAttribute(key, value);
  const line = document.createElementNS(sign.namespaceURI, "path");
  for (const [key, value] of Object.entries({ d: path, fill: "none", stroke: "currentColor", "stroke-width": 2 })) line.setAttribute(key, value);
  sign.append(line);
  button.append(sign);
  return button;
}
