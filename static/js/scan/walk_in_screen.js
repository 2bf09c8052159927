/**
 * "Tambah orang": a guest who is on no list. What will happen is said at once, and the button repeats it.
 */

import { CrewForm } from "./crew_form.js";
import { el, isInFront, part } from "./dom.js";
import { glued } from "./person_words.js";
import { parentWords, seatOutlook } from "./places.js";
import { sameWords } from "./registrar_answers.js";

/**
 * @typedef {import("./screens.js").Screen} Screen
 * @typedef {import("./places.js").Places} Places
 * @typedef {import("./places.js").Region} Region
 * @typedef {import("./places.js").Level} Level
 * @typedef {import("./operations.js").Newcomer} Newcomer
 * @typedef {import("./registrar.js").Outcome} Outcome
 * @typedef {import("./registrar.js").SpareCard} SpareCard
 * @typedef {import("./verdict_words.js").Person} Person
 *
 * @typedef {object} Opening what is known when the form opens
 * @property {string} [name]
 * @property {string | null} [category] none: the first one
 * @property {boolean} [asGuest] true: what has no region
 * @property {string | null} [region] code
 * @property {SpareCard | null} [card] goes with the newcomer
 * @property {string} [refusal] why it was not written down before
 * @property {Person | null} [sameAs] somebody of that name who is listed, whom the refusal asked about
 *
 * @typedef {import("./crew_form.js").FormDoings & {
 *   choose: (level: Level, current: Region | null, chosen: (region: Region) => void) => void,
 *   send: (newcomer: Newcomer) => Promise<Outcome>,
 *   same: (person: Person) => Promise<string>,
 *   isConnected: () => boolean,
 * }} WalkInDoings `same` answers with the sentence to show when it was not done
 */

/** @type {Record<import("./places.js").Outcome, string>} */
const BUTTONS = { "": "Catat hadir", as_reserve: "Catat hadir sebagai cadangan", as_guest: "Catat sebagai tamu" };
const LEVEL_WORDS = { kelurahan: "Kelurahan", kecamatan: "Kecamatan" };

/** @implements {Screen} */
export class WalkInScreen extends CrewForm {
  /**
   * @param {Places} places
   * @param {Opening} opening
   * @param {WalkInDoings} doings
   */
  constructor(places, opening, doings) {
    super("pindai-tamu", doings);
    this.places = places;
    this.act = doings;
    this.card = opening.card ?? null;
    this.category = opening.category ?? null;
    this.asGuest = Boolean(opening.asGuest);
    this.regionCode = opening.region ?? null;
    this.trouble = false;
    /** @type {Person | null} somebody of that name who is listed */
    this.sameAs = null;
    /** Counts what was typed or chosen: an answer about earlier words is not shown. */
    this.edits = 0;
    this.opener = "name";
    this.name = /** @type {HTMLInputElement} */ (part(this.element, "name"));
    this.name.value = opening.name ?? "";
    this.wire();
    if (opening.sameAs) this.askAbout(opening.sameAs);
    else if (opening.refusal) this.complain("message", opening.refusal);
  }

  wire() {
    this.name.addEventListener("input", () => this.changed());
    part(this.element, "roles").addEventListener("change", (/** @type {Event} */ event) => {
      this.category = /** @type {HTMLInputElement} */ (event.target).value;
      this.changed();
    });
    part(this.element, "region").addEventListener("click", () => this.chooseRegion());
    part(this.element, "again").addEventListener("click", () => this.load().then(() => this.focus())); // the button goes away
    part(this.element, "other").addEventListener("click", () => !this.isSending && this.send(true));
    part(this.element, "same").addEventListener("click", () => !this.isSending && this.recordSame());
  }

  head() {
    const note = this.card ? `Mendapat kartu cadangan ${this.card.number ?? ""}`.trim() : "Tidak ada di daftar";
    return { title: "Tambah orang", note, action: { label: this.name.value.trim() ? "Batal" : "Tutup", act: this.doings.close } };
  }

  enter() {
    this.draw();
    this.load();
  }

  focus() {
    /** @type {HTMLElement} */ (part(this.element, this.opener)).focus({ preventScroll: true });
  }

  /** Seats fill while the form is open elsewhere, too: the newest numbers; what is here is shown meanwhile. */
  async load() {
    try {
      await this.places.load();
      this.trouble = false;
    } catch {
      this.trouble = true;
    }
    this.draw();
  }

  get role() {
    const { roles } = this.places;
    const guest = this.asGuest ? roles.find(({ level }) => !level) : null;
    return roles.find(({ code }) => code === this.category) ?? guest ?? roles[0] ?? null;
  }

  /** The chosen region, or the one that belongs to it where another level is asked for. */
  get region() {
    return this.places.atLevel(this.places.regionOf(this.regionCode), this.role?.level ?? null);
  }

  chooseRegion() {
    const level = this.role?.level;
    if (!level) return;
    this.opener = "region";
    this.act.choose(level, this.region, (region) => {
      this.regionCode = region.code;
      this.changed();
    });
  }

  /** Something else is typed or chosen: what was answered before no longer holds. */
  changed() {
    this.edits += 1;
    this.sameAs = null;
    for (const message of ["message", "name-message", "region-message"]) this.complain(message, "");
    this.name.removeAttribute("aria-invalid");
    part(this.element, "region").removeAttribute("aria-invalid");
    this.draw();
  }

  draw() {
    const { role, region, places } = this;
    part(this.element, "offline").hidden = this.act.isConnected();
    part(this.element, "loading").hidden = places.isLoaded;
    part(this.element, "loading-words").textContent = this.trouble ? "Pilihannya belum termuat." : "Memuat pilihan…";
    part(this.element, "again").hidden = !this.trouble;
    part(this.element, "roles-part").hidden = !places.isLoaded;
    this.drawRoles();
    part(this.element, "region-part").hidden = !role?.level;
    if (role?.level) this.drawRegion(role.level, region);
    const { outcome, sentence } = role ? seatOutlook(role, region) : { outcome: /** @type {const} */ (""), sentence: "" };
    if (part(this.element, "outlook").textContent !== sentence) part(this.element, "outlook").textContent = sentence;
    part(this.element, "send").textContent = BUTTONS[outcome];
    part(this.element, "send").hidden = Boolean(this.sameAs);
    part(this.element, "same-part").hidden = !this.sameAs;
    this.redraw();
  }

  drawRoles() {
    const { role, places } = this;
    const drawn = places.roles.map(({ code }) => code).join();
    const fields = part(this.element, "roles");
    if (fields.dataset.drawn === drawn) return; // the focus stays where it is
    fields.dataset.drawn = drawn;
    fields.replaceChildren(
      ...places.roles.map(({ code, name }) => {
        const ring = /** @type {HTMLInputElement} */ (el("input", { type: "radio", name: "sebagai", value: code }));
        ring.checked = code === role?.code;
        return el("label", { class: "role-field" }, ring, el("span", { text: name }));
      }),
    );
  }

  /**
   * @param {Level} level
   * @param {Region | null} region
   */
  drawRegion(level, region) {
    part(this.element, "region-label").textContent = LEVEL_WORDS[level];
    part(this.element, "region-name").textContent = region ? glued(region.name) : `Pilih ${level}`;
    part(this.element, "parent").textContent = region && level === "kelurahan" ? parentWords(region) : "";
  }

  async submit() {
    if (!this.role || this.sameAs) return;
    const name = this.name.value.trim();
    if (!name) {
      this.complain("name-message", "Tulis nama lengkapnya dulu.", this.name);
      this.name.focus();
      return;
    }
    if (this.role.level && !this.region) {
      const field = part(this.element, "region");
      this.complain("region-message", `Pilih ${this.role.level}nya dulu.`, field);
      field.focus();
      return;
    }
    await this.send(false);
  }

  /** @param {boolean} isNew true when the crew said that it is not the listed person of that name */
  async send(isNew) {
    const { role, region, card } = this;
    const newcomer = { name: this.name.value.trim(), category: role?.code ?? "", region: region?.code ?? null, scan: card?.scan ?? null, isNew };
    const { edits } = this;
    const { row, refusal, sameAs } = await this.sending(this.act.send(newcomer), part(this.element, isNew ? "other" : "send"));
    if (row || edits !== this.edits) return;
    this.askAbout(sameAs);
    this.draw();
    this.refuse(sameAs ? "" : refusal);
    if (sameAs && isInFront(this.element)) part(this.element, "same").focus();
  }

  /** @param {Person | null} person somebody of that name who is listed */
  askAbout(person) {
    this.sameAs = person;
    if (person) part(this.element, "same-words").textContent = sameWords(person);
  }

  async recordSame() {
    const person = /** @type {Person} */ (this.sameAs);
    this.refuse(await this.sending(this.act.same(person), part(this.element, "same")));
  }
}
