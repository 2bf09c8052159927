// Shows at once what a new event would become: the page is asked for again with what the form holds now, and the
// parts that follow from it are put in. Without script the button "Pakai pilihan ini" does the same.
import { say } from "./main.js";

const PARTS = ["salin-contoh", "hari-libur", "ikut-disalin", "jadinya"];
const PROPOSALS = ["shown", "proposed_name", "proposed_place", "proposed_first", "name", "place", "first_day", "day_count"];
const PAUSE = 250;

export default function newEvent(area) {
  const form = area.querySelector("form");
  for (const part of area.querySelectorAll("[data-without-script]")) part.hidden = true;
  let number = 0;
  let timer = 0;
  const ask = async (withSources) => {
    const mine = ++number;
    const query = new URLSearchParams(new FormData(form));
    const asked = Object.fromEntries(PROPOSALS.map((name) => [name, form.elements[name].value]));
    for (const name of ["csrf_token", "request_uid", "act"]) query.delete(name);
    const answer = await fetch(`${window.location.pathname}?${query}`, { headers: { Accept: "text/html" } });
    if (!answer.ok || mine !== number) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!fresh.getElementById("jadinya")) return;
    for (const id of PARTS) document.getElementById(id).replaceChildren(...fresh.getElementById(id).childNodes);
    const words = fresh.querySelector("#buat .words");
    const shown = document.querySelector("#buat .words > span") ?? document.querySelector("#buat .words");
    shown.textContent = words.textContent;
    const theirs = fresh.getElementById("kegiatan-baru").elements;
    for (const name of PROPOSALS) {
      const isTyping = form.elements[name] === document.activeElement;
      if (isTyping || form.elements[name].value !== asked[name]) continue; // the answer knows nothing of it
      form.elements[name].value = theirs[name].value;
      form.elements[name].dispatchEvent(new Event("input")); // for the words below a date; it does not bubble back here
    }
    if (withSources) form.querySelector("#asal fieldset").replaceWith(fresh.querySelector("#asal fieldset"));
    say(words.textContent);
  };
  const later = (withSources) => {
    clearTimeout(timer);
    timer = setTimeout(() => ask(withSources).catch(() => {}), PAUSE);
  };
  form.addEventListener("change", (event) => { if (event.target.name !== "slug" && event.target.name !== "cari") later(false); });
  form.addEventListener("input", (event) => {
    if (event.target.name === "cari") later(true);
    else if (["name", "first_day"].includes(event.target.name)) later(false);
  });
}
