/**
 * "Cari nama": kelurahan or name, the best hit opens with those of the same kelurahan, who may have come together.
 */

import { el, fromTemplate, part } from "./dom.js";
import { smallMark } from "./marks.js";
import { find } from "./name_search.js";
import { fullName, glued, placeOf, roleWord } from "./person_words.js";
import { arrow } from "./region_list.js";

/**
 * @typedef {import("./screens.js").Screen} Screen
 * @typedef {import("./roster.js").Roster} Roster
 * @typedef {import("./roster.js").Arrivals} Arrivals
 * @typedef {import("./name_search.js").Listed} Listed
 *
 * @typedef {object} SearchDoings
 * @property {() => void} close
 * @property {(people: Listed[]) => Promise<void>} record
 * @property {(opening: import("./walk_in_screen.js").Opening) => void} add leads to "Tambah orang"
 */

/** @type {Record<string, string>} what stands beside somebody who has no place yet */
const STATES = { reserve: "cadangan", pending: "diperiksa" };

/** @implements {Screen} */
export class SearchScreen {
  /**
   * @param {Roster} roster
   * @param {Arrivals} arrivals
   * @param {SearchDoings} doings
   */
  constructor(roster, arrivals, doings) {
    this.roster = roster;
    this.arrivals = arrivals;
    this.doings = doings;
    this.chrome = "night-form";
    this.element = fromTemplate("pindai-cari");
    this.bar = fromTemplate("pindai-cari-kepala");
    this.field = /** @type {HTMLInputElement} */ (part(this.bar, "field"));
    /** @type {Listed[]} */
    this.group = [];
    /** @type {Set<string>} registrations */
    this.ticked = new Set();
    /** @type {string | null} registration of a hit that was tapped */
    this.chosen = null;
    this.isRecording = false;
    this.trouble = false;
    this.field.addEventListener("input", () => this.typed());
    part(this.bar, "clear").addEventListener("click", () => this.clear());
    part(this.element, "record").addEventListener("click", () => this.record());
    part(this.element, "again").addEventListener("click", () => this.load().then(() => this.focus())); // the button goes away
    part(this.element, "guest").addEventListener("click", () => this.doings.add({ name: this.typedName, asGuest: true }));
    part(this.element, "add").addEventListener("click", () => this.doings.add({ name: this.typedName }));
    part(this.element, "missing").addEventListener("click", () => this.addBeside());
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.bar.addEventListener("submit", (event) => {
      event.preventDefault();
      this.field.blur(); // the phone's keyboard goes away, so that the button is in reach
    });
  }

  head() {
    return { title: "Cari nama", note: null, field: this.bar, action: { label: "Tutup", act: this.doings.close } };
  }

  enter() {
    this.look();
    this.load();
  }

  leave() {}

  focus() {
    this.field.focus({ preventScroll: true });
  }

  /** Bring list and arrivals up to date; what is here is shown meanwhile. */
  async load() {
    const wasLoaded = this.roster.isLoaded;
    try {
      await Promise.all([this.roster.load(), this.arrivals.load()]);
      this.trouble = false;
    } catch {
      this.trouble = true; // the list of an hour ago still finds everybody; its ticks may be old, the server's answer is not
    }
    if (!wasLoaded && this.roster.isLoaded) this.look(); // who typed before the list was here meant somebody, too
    else this.draw();
  }

  typed() {
    this.chosen = null;
    this.look();
  }

  clear() {
    this.field.value = "";
    this.typed();
    this.focus();
  }

  /** Look for what is typed; the person who was meant is ticked beforehand. */
  look() {
    const { hit } = this.find();
    this.ticked = new Set(hit && !this.isThere(hit) ? [hit.registration] : []);
    this.draw();
  }

  find() {
    return find(this.roster.entries, this.field.value, this.chosen);
  }

  /** @param {Listed} person */
  isThere({ registration }) {
    return this.arrivals.firstAt.has(registration);
  }

  draw() {
    const { group, others, more } = this.find();
    this.group = group;
    this.ticked = new Set([...this.ticked].filter((registration) => !this.arrivals.firstAt.has(registration)));
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.registration;
    part(this.bar, "clear").hidden = !this.field.value;
    part(this.element, "group").hidden = !group.length;
    part(this.element, "group").replaceChildren(...(group.length ? this.groupNodes(group) : []));
    const count = others.length ? `${others.length + more} nama lain` : "";
    part(this.element, "count").textContent = more ? `${count}, ketik lebih lengkap` : count;
    part(this.element, "others").replaceChildren(...others.map((person) => this.otherRow(person)));
    this.drawEmpty(group.length > 0);
    part(this.element, "status").textContent = group.length ? `${group.map(fullName).join(", ")}. ${count}` : "";
    this.drawFoot();
    if (focused) /** @type {HTMLElement | null} */ (this.element.querySelector(`[data-registration="${focused}"]`))?.focus({ preventScroll: true });
  }

  /** @param {boolean} hasHits */
  drawEmpty(hasHits) {
    const { entries, isLoaded } = this.roster;
    let sentence = "";
    if (!isLoaded) sentence = this.trouble ? "Daftar belum termuat. Ketik kode tetap mencatat kehadiran." : "Memuat daftar…";
    else if (!this.field.value.trim()) sentence = `Ketik kelurahan atau nama. ${entries.length} orang ada di daftar.`;
    else if (!hasHits) sentence = `Tidak ada nama seperti itu di ${entries.length} peserta.`;
    const empty = part(this.element, "empty");
    if (empty.textContent !== sentence) empty.textContent = sentence;
    empty.hidden = !sentence;
    part(this.element, "again").hidden = isLoaded || !this.trouble;
    part(this.element, "missing").hidden = !hasHits;
    part(this.element, "newcomer").hidden = hasHits || !isLoaded || !this.field.value.trim();
  }

  /** What was typed as the beginning of a name: quick fingers write small letters. */
  get typedName() {
    const words = this.field.value.trim().split(/\s+/);
    return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ");
  }

  /** Hits, but not the one who stands there: a kelurahan that was typed is kept, else the name. */
  addBeside() {
    const { hit, group } = this.find();
    this.doings.add(hit ? { name: this.typedName } : { region: group[0].region_code });
  }

  drawFoot() {
    const button = part(this.element, "record");
    const number = this.ticked.size;
    button.textContent = number ? `Catat hadir ${number} orang` : "Centang dulu orangnya";
    button.setAttribute("aria-disabled", String(!number));
    button.hidden = !this.group.length;
    part(this.element, "foot").hidden = !this.group.length && part(this.element, "newcomer").hidden;
  }

  /** @param {Listed[]} group */
  groupNodes(group) {
    const [{ region, category, parent_region: parent }] = group;
    const open = group.filter((person) => !this.isThere(person));
    const title = region ? glued(region) : roleWord(category);
    const sub = open.length > 1 ? "Datang bersama? Centang yang ada di depan Anda." : [roleWord(category), parent].filter(Boolean).join(" · ");
    return [
      el("h2", { text: title }),
      el("p", { class: "search-sub", text: sub }),
      el("ul", { class: "group-rows" }, ...group.map((person) => el("li", {}, this.groupRow(person)))),
    ];
  }

  /** @param {Listed} person */
  groupRow(person) {
    const at = this.arrivals.firstAt.get(person.registration);
    const name = el("span", { class: "group-name", text: fullName(person) });
    if (at !== undefined) return el("p", { class: "group-row is-there" }, smallMark("tick", "ok"), name, el("span", { class: "group-end", text: at ? `hadir ${at}` : "hadir" }));
    const box = /** @type {HTMLInputElement} */ (el("input", { type: "checkbox", "data-registration": person.registration }));
    box.checked = this.ticked.has(person.registration);
    box.addEventListener("change", () => {
      if (box.checked) this.ticked.add(person.registration);
      else this.ticked.delete(person.registration);
      this.drawFoot();
    });
    const state = STATES[person.state];
    return el("label", { class: "group-row" }, box, name, state && el("span", { class: "group-end", text: state }));
  }

  /** @param {Listed} person */
  otherRow(person) {
    const at = this.arrivals.firstAt.get(person.registration);
    const place = [person.region ? placeOf(person) : roleWord(person.category), person.parent_region].filter(Boolean).join(", ");
    const words = el("span", { class: "other-words" }, el("b", { text: fullName(person) }), el("span", { text: at === undefined ? place : `${place}, hadir ${at}` }));
    const open = () => {
      this.chosen = person.registration;
      this.look();
      window.scrollTo(0, 0);
      /** @type {HTMLElement | null} */ (this.element.querySelector(`input[data-registration="${person.registration}"]`))?.focus({ preventScroll: true });
    };
    return el("li", {}, el("button", { type: "button", class: "other-row", on: { click: open } }, words, arrow()));
  }

  async record() {
    const people = this.group.filter(({ registration }) => this.ticked.has(registration));
    if (!people.length || this.isRecording) return;
    this.isRecording = true;
    part(this.element, "record").textContent = "Mencatat…";
    await this.doings.record(people);
    this.isRecording = false;
  }
}
