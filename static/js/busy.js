import { say } from "./main.js";
import { keep } from "./typed.js";

// A second press of a form's button does nothing; the button says what is being done (data-busy="Menyimpan…").
// The server still counts one request_uid as one effect: this is courtesy, not protection.
const PAUSE = 15_000;

export default function busy(form) {
  // Also those that stand outside the form and name it, in the bar.
  for (const button of form.elements) if (button.matches("button[data-busy]")) reserveWidth(button);
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (form.target === "_blank") return;
    keep(form);
    form.dataset.sent = "1";
    show(event.submitter);
    // An answer that is a download leaves the page standing; the button must work again then. An upload may
    // take longer than any pause.
    if (form.enctype === "multipart/form-data") return;
    setTimeout(() => {
      delete form.dataset.sent;
      restore(event.submitter);
    }, PAUSE);
  });
  // The back button may bring the page back as it was left.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
}

function reserveWidth(button) {
  const words = button.querySelector(".words");
  if (!words) return; // looks like a link
  const label = document.createElement("span");
  label.textContent = words.textContent;
  const other = document.createElement("span");
  other.className = "hidden-word";
  other.setAttribute("aria-hidden", "true");
  other.textContent = button.dataset.busy;
  words.replaceChildren(label, other);
}

function show(button) {
  if (!button) return;
  button.setAttribute("aria-busy", "true");
  button.setAttribute("aria-disabled", "true");
  if (!button.dataset.busy) return;
  if (!button.querySelector(".hidden-word")) reserveWidth(button); // it came with a fragment, after the page
  swap(button, 0, 1);
  say(button.dataset.busy);
}

function restore(button) {
  if (!button) return;
  button.removeAttribute("aria-busy");
  button.removeAttribute("aria-disabled");
  if (button.dataset.busy) swap(button, 1, 0);
}

function swap(button, from, to) {
  const words = button.querySelectorAll(".words > span");
  if (words.length < 2) return; // looks like a link
  words[from].className = "hidden-word";
  words[from].setAttribute("aria-hidden", "true");
  words[to].className = "";
  words[to].removeAttribute("aria-hidden");
}
