// The preview keeps each repair as soon as it is made: the form goes to the server in the background, and only what
// changed is put in its place. Nothing jumps, a reload finds everything, and the words are the server's own.
import { say, start } from "./main.js";

const LIVE = "[data-live]";

export default function roster(form) {
  const rows = new Map([...form.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row.outerHTML]));
  let sending = Promise.resolve();
  const send = (act) => {
    sending = sending.then(() => keep(form, rows, act)).catch(() => say("Perbaikan belum tersimpan. Tekan Periksa ulang."));
  };
  for (const button of document.querySelectorAll(".without-script")) button.hidden = true;
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-repair]") && isReady(event.target)) send("periksa");
  });
  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-nik]")) count(event.target);
  });
  form.addEventListener("submit", (event) => {
    const act = event.submitter?.value ?? "periksa";
    if (act === "simpan" || event.defaultPrevented) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    send(act);
  }, { capture: true });
  for (const input of form.querySelectorAll("[data-nik]")) count(input);
}

// Half a NIK is no repair yet: the person is still looking for the card.
function isReady(input) {
  return !input.matches("[data-nik]") || input.value === "" || digits(input) >= 16;
}

function digits(input) {
  return input.value.replace(/\D/g, "").length;
}

function count(input) {
  const words = input.parentElement.querySelector(".count");
  if (words) words.textContent = digits(input) ? `${digits(input)} dari 16` : "";
}

async function keep(form, rows, act) {
  const body = new FormData(form);
  body.set("act", act);
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Fragment": "1" } });
  if (!answer.ok || answer.url.includes("/masuk")) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const [key, old] of rows) {
    const fresh = page.querySelector(`[data-row="${key}"]`);
    const row = form.querySelector(`[data-row="${key}"]`);
    if (fresh && fresh.outerHTML !== old) {
      rows.set(key, fresh.outerHTML);
      replace(row, document.importNode(fresh, true));
    }
  }
  for (const place of document.querySelectorAll(LIVE)) {
    const fresh = page.querySelector(`[data-live="${place.dataset.live}"]`);
    if (!fresh) continue;
    if (place.matches("input")) place.value = fresh.value;
    else if (place.innerHTML !== fresh.innerHTML) place.innerHTML = fresh.innerHTML;
  }
  for (const button of document.querySelectorAll(".without-script")) button.hidden = true;
  start(document);
  say(document.querySelector(".bar-words b")?.textContent ?? "");
}

// The cursor stays where it is, also when its own row is put anew. What stands half typed beside it is kept.
function replace(row, fresh) {
  const held = row.contains(document.activeElement) ? document.activeElement : null;
  for (const input of row.querySelectorAll("input[type=text]")) {
    const twin = input.id && fresh.querySelector(`#${CSS.escape(input.id)}`);
    if (twin && input.value !== input.defaultValue && !twin.value) twin.value = input.value;
  }
  row.replaceWith(fresh);
  for (const input of fresh.querySelectorAll("[data-nik]")) count(input);
  if (!held) return;
  const name = held.id ? `#${CSS.escape(held.id)}` : `[name="${CSS.escape(held.name)}"][value="${CSS.escape(held.value)}"]`;
  const next = fresh.querySelector(name) ?? fresh.querySelector("input:not([type=hidden]), button, a");
  if (next) next.focus({ preventScroll: true });
  else fresh.querySelector(".result")?.setAttribute("tabindex", "-1");
}
