// What was typed is not lost when an answer is none of ours to a form: the sign-in had ended, the page was too old,
// the event was closed. A form's text waits in this tab (sessionStorage) for the next page: a page marked
// data-typed-lost keeps it, the page it came from fills it in again, any other page forgets it. It is given only to
// the user who typed it, for an hour, and holds neither passwords nor files.
import { say } from "./main.js";

const KEY = "isian";
const LONGEST = 3_600_000;
const LARGEST = 200_000;
const NEVER = ["csrf_token", "request_uid"];

export function keep(form) {
  if (form.method !== "post" || form.querySelector("input[type=password]")) return;
  const controls = [...form.elements].filter(isTyped);
  if (!controls.some((control) => control.type !== "hidden")) return;
  forget();
  const kept = {
    user: user(),
    at: Date.now(),
    page: location.pathname,
    action: path(form),
    fields: controls.filter((control) => isChosen(control)).flatMap(pairs),
    hadFile: Boolean(form.querySelector("input[type=file]")),
    lost: false,
  };
  const text = JSON.stringify(kept);
  if (text.length <= LARGEST) write(text);
}

// As soon as a page stands: `ready` resolves once its modules listen.
export function settle(ready) {
  const kept = read();
  if (!kept) return;
  if (Date.now() - kept.at > LONGEST || (user() && user() !== kept.user)) return forget();
  if (document.querySelector("[data-typed-lost]")) return write(JSON.stringify({ ...kept, lost: true }));
  if (!kept.lost) return forget();
  if (location.pathname !== kept.page) return;
  forget();
  const form = [...document.forms].find((one) => one.method === "post" && path(one) === kept.action);
  if (form) ready.then(() => fill(form, kept.fields) && tell(form, kept.hadFile));
}

function fill(form, fields) {
  let changed = false;
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const control of [...form.elements].filter(isTyped)) {
    const sent = values.get(control.name);
    if (control.type === "checkbox" || control.type === "radio") {
      const checked = Boolean(sent?.includes(control.value));
      if (control.checked === checked) continue;
      control.checked = checked;
    } else if (control.type === "select-multiple") {
      for (const option of control.options) option.selected = Boolean(sent?.includes(option.value));
    } else {
      const value = sent?.shift();
      if (value === undefined || control.value === value) continue;
      control.value = value;
    }
    changed ||= control.type !== "hidden";
    for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  return changed;
}

function tell(form, hadFile) {
  const next = hadFile ? "Pilih lagi berkasnya, periksa" : "Periksa";
  const words = `Isian Anda yang tadi belum tersimpan sudah dipulihkan. ${next}, lalu kirim lagi.`;
  const [notice, line] = [document.createElement("div"), document.createElement("p")];
  notice.className = "notice look";
  line.textContent = words;
  notice.append(line);
  form.prepend(notice);
  for (const around of ancestors(form, "details")) around.open = true;
  say(words);
}

function ancestors(element, selector) {
  const found = [];
  for (let one = element.closest(selector); one; one = one.parentElement?.closest(selector)) found.push(one);
  return found;
}

function isTyped(control) {
  if (!control.name || NEVER.includes(control.name) || control.disabled) return false;
  return !["file", "password", "submit", "button", "image", "reset", "fieldset", "output"].includes(control.type);
}

function isChosen(control) {
  return (control.type !== "checkbox" && control.type !== "radio") || control.checked;
}

function pairs(control) {
  if (control.type !== "select-multiple") return [[control.name, control.value]];
  return [...control.selectedOptions].map((option) => [control.name, option.value]);
}

function path(form) {
  return new URL(form.getAttribute("action") || location.href, location.href).pathname;
}

function user() {
  return document.documentElement.dataset.user ?? "";
}

// A browser may forbid its storage; then nothing is kept, and nothing breaks.
function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

function write(text) {
  try {
    sessionStorage.setItem(KEY, text);
  } catch { /* full or forbidden */ }
}

function forget() {
  try {
    sessionStorage.removeItem(KEY);
  } catch { /* forbidden */ }
}
