/**
 * The two forms about a guest who stands at the door: "Orang lain" and "Minta izin".
 */

import { CrewForm } from "./crew_form.js";
import { el, part } from "./dom.js";
import { smallMark } from "./marks.js";
import { nameNodes, placeOf } from "./person_words.js";
import { describe, situation } from "./verdict_words.js";

/**
 * @typedef {import("./screens.js").Screen} Screen
 * @typedef {import("./scan_rows.js").Row} Row
 * @typedef {import("./verdict_words.js").Place} Place
 * @typedef {import("./operations.js").Permission} Permission
 * @typedef {import("./operations.js").PermitReason} PermitReason
 */

const PIN_LENGTH = 6;
const LEAST_REASON = 5;

/** What both have in common: for whom it is. */
class GateForm extends CrewForm {
  /**
   * @param {string} template
   * @param {string} title
   * @param {Row} row
   * @param {Place} place
   * @param {{ close: () => void, redraw: (titlePrefix?: string) => void }} doings
   */
  constructor(template, title, row, place, doings) {
    super(template, doings);
    this.title = title;
    this.row = row;
    part(this.element, "person").replaceChildren(...strip(row, place));
  }

  head() {
    return { title: this.title, note: null, action: { label: "Batal", act: this.doings.close } };
  }
}

/** @implements {Screen} */
export class HoldScreen extends GateForm {
  /**
   * @param {Row} row a scan that said "Sudah hadir"
   * @param {Place} place
   * @param {{ close: () => void, redraw: (titlePrefix?: string) => void, hold: (holding: import("./operations.js").Holding) => Promise<string | null> }} doings
   */
  constructor(row, place, doings) {
    super("pindai-orang-lain", "Orang lain", row, place, doings);
    this.hold = doings.hold;
    const person = row.result?.person;
    const at = row.result?.first_at ? ` pukul ${row.result.first_at}` : "";
    part(this.element, "outcome").textContent = `Kehadiran ${person ? person.name : "pemegang kartu"} tetap${at}. Yang datang belum dicatat.`;
  }

  focus() {
    part(this.element, "kept").focus({ preventScroll: true });
  }

  async submit() {
    const holding = { cardKept: part(this.element, "kept").checked, note: part(this.element, "note").value.trim() };
    this.refuse((await this.sending(this.hold(holding))) ?? "");
  }
}

/** @implements {Screen} */
export class PermitScreen extends GateForm {
  /**
   * @param {Row} row a scan that was refused
   * @param {Place} place
   * @param {{ close: () => void, redraw: (titlePrefix?: string) => void, permit: (permission: Permission) => Promise<{ refusal: string, isPinWrong: boolean }> }} doings
   */
  constructor(row, place, doings) {
    super("pindai-izin", "Minta izin", row, place, doings);
    this.permit = doings.permit;
    this.pin = /** @type {HTMLInputElement} */ (part(this.element, "pin"));
    this.note = /** @type {HTMLInputElement} */ (part(this.element, "note"));
    this.boxes = Array.from({ length: PIN_LENGTH }, () => el("span"));
    part(this.element, "boxes").append(...this.boxes);
    for (const name of ["input", "focus", "blur"]) this.pin.addEventListener(name, () => this.drawPin());
    this.element.addEventListener("change", () => this.drawReason());
    this.drawReason();
    this.drawPin();
  }

  get reason() {
    return /** @type {PermitReason} */ (String(new FormData(/** @type {HTMLFormElement} */ (this.element)).get("alasan")));
  }

  focus() {
    /** @type {HTMLElement} */ (this.element.querySelector("input:checked")).focus({ preventScroll: true });
  }

  drawReason() {
    part(this.element, "other").hidden = this.reason !== "lain";
  }

  drawPin() {
    const bare = this.pin.value.replace(/[^0-9]/g, "").slice(0, PIN_LENGTH);
    if (bare !== this.pin.value) this.pin.value = bare;
    const isFocused = document.activeElement === this.pin;
    this.boxes.forEach((box, index) => {
      box.textContent = index < bare.length ? "•" : "";
      box.classList.toggle("is-current", isFocused && index === Math.min(bare.length, PIN_LENGTH - 1));
    });
  }

  async submit() {
    const { reason } = this;
    const note = reason === "lain" ? this.note.value.trim() : "";
    const isUnsaid = reason === "lain" && note.length < LEAST_REASON;
    this.complain("note-message", isUnsaid ? "Tulis alasannya, paling sedikit lima huruf." : "", this.note);
    if (isUnsaid) {
      this.note.focus();
      return;
    }
    if (this.pin.value.length < PIN_LENGTH) {
      this.wrongPin("PIN terdiri dari enam angka.");
      return;
    }
    const { refusal } = await this.sending(this.permit({ reason, note, pin: this.pin.value }));
    if (!refusal) return;
    this.pin.value = "";
    this.wrongPin(refusal);
  }

  /** @param {string} sentence */
  wrongPin(sentence) {
    this.complain("pin-message", sentence, this.pin);
    this.element.classList.add("is-wrong");
    this.pin.focus();
    this.drawPin();
  }
}

/**
 * For whom the form is: mark and word, name, place.
 *
 * @param {Row} row
 * @param {Place} place
 * @returns {Node[]}
 */
function strip({ result }, place) {
  if (!result) return [];
  const { mark, family } = describe(result, place, false);
  const { person } = result;
  const said = el("p", { class: "strip-word" }, smallMark(mark, family), el("span", { text: situation(result, place) }));
  return person ? [said, el("p", { class: "strip-name" }, ...nameNodes(person)), el("p", { class: "strip-place", text: placeOf(person) })] : [said];
}
