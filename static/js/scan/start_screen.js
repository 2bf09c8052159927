/**
 * "Mulai bertugas": the checkpoint, the operator's name, one tap to begin.
 */

import { part } from "./dom.js";
import { correctedNow, localDay } from "./device_clock.js";

/**
 * @typedef {import("./phone_store.js").PhoneStore} PhoneStore
 * @typedef {import("./screens.js").Screen} Screen
 */

/** @implements {Screen} */
export class StartScreen {
  /**
   * @param {HTMLElement} element as the server wrote it
   * @param {PhoneStore} store
   * @param {string} zone the event's
   * @param {(choice: { checkpoint: string, operator: string, rehearsal: boolean }) => void} begin
   */
  constructor(element, store, zone, begin) {
    this.element = element;
    this.chrome = "night-form";
    this.store = store;
    this.zone = zone;
    this.begin = begin;
    this.note = document.querySelector(".crew-head-words p")?.textContent ?? null;
    this.field = /** @type {HTMLInputElement} */ (part(element, "operator"));
    this.account = this.field.defaultValue;
    const isUntouched = this.field.value === this.account; // somebody may have typed before this script came
    if (isUntouched) this.field.value = store.operator(this.account, this.today) || this.account;
    this.sound = /** @type {HTMLInputElement} */ (part(element, "sound"));
    if (!store.soundOn) this.sound.checked = false;
    element.addEventListener("submit", (event) => this.submitted(/** @type {SubmitEvent} */ (event)));
    this.field.addEventListener("input", () => this.complain(""));
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (element.querySelectorAll("button[disabled]"))) button.disabled = false;
  }

  get today() {
    return localDay(correctedNow(), this.zone);
  }

  head() {
    return { title: "Mulai bertugas", note: this.note, action: null };
  }

  enter() {}

  leave() {}

  focus() {
    /** @type {HTMLElement | null} */ (this.element.querySelector("[data-part=begin]"))?.focus({ preventScroll: true });
  }

  /**
   * Say something above the form, such as why a rehearsal ended.
   *
   * @param {string} sentence
   */
  tell(sentence) {
    part(this.element, "news").textContent = sentence;
  }

  /** @param {SubmitEvent} event */
  submitted(event) {
    event.preventDefault();
    const operator = this.field.value.trim();
    if (!operator) {
      this.complain("Tulis nama petugas dulu.");
      this.field.focus();
      return;
    }
    this.tell("");
    this.store.soundOn = this.sound.checked;
    this.store.rememberOperator(operator, this.account, this.today);
    const checkpoint = String(new FormData(/** @type {HTMLFormElement} */ (this.element)).get("checkpoint"));
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    this.begin({ checkpoint, operator, rehearsal: button?.value === "latihan" });
  }

  /** @param {string} sentence empty takes the message away */
  complain(sentence) {
    const message = part(this.element, "operator-message");
    message.hidden = !sentence;
    part(message, "text").textContent = sentence;
    this.field.classList.toggle("is-wrong", Boolean(sentence));
    if (sentence) this.field.setAttribute("aria-invalid", "true");
    else this.field.removeAttribute("aria-invalid");
  }
}
