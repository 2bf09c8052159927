/**
 * "Kartu cadangan 14": whose card it becomes. The kelurahan comes first, because names repeat and kelurahan do not.
 */

import { CrewForm } from "./crew_form.js";
import { el, part } from "./dom.js";
import { find } from "./name_search.js";
import { fullName, glued } from "./person_words.js";
import { findRegions, parentWords } from "./places.js";
import { narrowingField, regionRow } from "./region_list.js";

/**
 * @typedef {import("./screens.js").Screen} Screen
 * @typedef {import("./roster.js").Roster} Roster
 * @typedef {import("./roster.js").Arrivals} Arrivals
 * @typedef {import("./places.js").Places} Places
 * @typedef {import("./places.js").Region} Region
 * @typedef {import("./name_search.js").Listed} Listed
 * @typedef {import("./registrar.js").SpareCard} SpareCard
 *
 * @typedef {import("./crew_form.js").FormDoings & {
 *   bind: (person: Listed) => Promise<string>,
 *   add: (region: Region | null) => void,
 * }} BindDoings `bind` answers with the sentence to show when it was not done; `add` leads to "Tambah orang"
 */

const MOST_OTHERS = 30;

/** @implements {Screen} */
export class BindScreen extends CrewForm {
  /**
   * @param {SpareCard} card
   * @param {Roster} roster
   * @param {Arrivals} arrivals
   * @param {Places} places
   * @param {BindDoings} doings
   * @param {string} [refusal] why an earlier try was not written down
   */
  constructor(card, roster, arrivals, places, doings, refusal = "") {
    super("pindai-cadangan", doings);
    this.card = card;
    this.roster = roster;
    this.arrivals = arrivals;
    this.places = places;
    this.bind = doings.bind;
    this.add = doings.add;
    /** @type {string | null} code of a region that was tapped */
    this.opened = null;
    /** @type {Listed | null} */
    this.person = null;
    this.trouble = false;
    this.field = narrowingField(this.element, () => this.typed());
    part(this.element, "again").addEventListener("click", () => this.load().then(() => this.focus())); // the button goes away
    part(this.element, "missing").addEventListener("click", () => this.add(this.found().region));
    if (refusal) this.complain("message", refusal);
  }

  head() {
    const { number } = this.card;
    const action = { label: this.field.value ? "Batal" : "Tutup", act: this.doings.close };
    return { title: number ? `Kartu cadangan ${number}` : "Kartu cadangan", note: "Belum ada namanya", action };
  }

  enter() {
    this.draw();
    this.load();
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  /** Bring the lists up to date; what is here is shown meanwhile. */
  async load() {
    try {
      await Promise.all([this.roster.load(), this.arrivals.load()]);
      this.trouble = false;
    } catch {
      this.trouble = true;
    }
    await this.places.load().catch(() => {}); // only for kelurahan without anybody on the list
    this.draw();
  }

  typed() {
    this.opened = null;
    this.person = null;
    this.complain("message", "");
    this.draw();
  }

  /** Every region that somebody comes from or may come from. @returns {Region[]} */
  get regions() {
    const known = new Map(this.places.regions.map((region) => [region.code, region]));
    for (const { person } of this.roster.entries) {
      if (!person.region_code || known.has(person.region_code)) continue;
      const parent = person.parent_region?.replace(/^Kec\. /, "") ?? null;
      known.set(person.region_code, { code: person.region_code, name: person.region ?? "", parent, level: parent ? "kelurahan" : "kecamatan" });
    }
    return [...known.values()];
  }

  /** What fits: the region that stands open, and the others. A name is looked for where no region fits. */
  found() {
    const { regions } = this;
    let hits = findRegions(regions, this.field.value);
    if (!hits.length) {
      const { hit, others } = find(this.roster.entries, this.field.value);
      const codes = new Set([hit, ...others].map((person) => person?.region_code));
      hits = [...codes].flatMap((code) => regions.find((region) => region.code === code) ?? []);
    }
    const region = hits.find(({ code }) => code === this.opened) ?? hits[0] ?? null;
    return { region, others: hits.filter((one) => one !== region) };
  }

  draw() {
    const { region, others } = this.found();
    const people = this.roster.entries.map(({ person }) => person).filter((person) => person.region_code === region?.code);
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.registration;
    part(this.element, "group").hidden = !region;
    if (region) this.drawGroup(region, people);
    const shown = others.slice(0, MOST_OTHERS);
    part(this.element, "others").replaceChildren(...shown.map((one) => regionRow(one, () => this.open(one))));
    const count = others.length > shown.length ? "Banyak yang cocok, ketik lebih lengkap" : "Kelurahan lain yang cocok";
    part(this.element, "count").textContent = shown.length ? count : "";
    part(this.element, "status").textContent = region ? `${region.name}, ${people.length} orang. ${others.length} kelurahan lain.` : "";
    this.drawEmpty(region);
    this.drawFoot(region);
    if (focused) /** @type {HTMLElement | null} */ (this.element.querySelector(`[data-registration="${focused}"]`))?.focus({ preventScroll: true });
    this.redraw();
  }

  /** @param {Region | null} region */
  drawEmpty(region) {
    let sentence = "";
    if (!this.roster.isLoaded) sentence = this.trouble ? "Daftar belum termuat." : "Memuat daftar…";
    else if (!this.field.value.trim()) sentence = "Ketik beberapa huruf nama kelurahannya.";
    else if (!region) sentence = "Tidak ada kelurahan atau nama seperti itu.";
    part(this.element, "empty").textContent = sentence;
    part(this.element, "empty").hidden = !sentence;
    part(this.element, "again").hidden = this.roster.isLoaded || !this.trouble;
    part(this.element, "missing-part").hidden = !this.field.value.trim();
  }

  /**
   * @param {Region} region
   * @param {Listed[]} people
   */
  drawGroup(region, people) {
    part(this.element, "region").textContent = glued(region.name);
    part(this.element, "parent").textContent = parentWords(region);
    const rows = people.map((person) => this.row(person));
    part(this.element, "people").replaceChildren(...(rows.length ? rows : [el("p", { class: "group-row is-there", text: "Belum ada orangnya di daftar." })]));
  }

  /**
   * Who is in already may have lost the card since: a tick stands in the place of the ring until the row is chosen.
   *
   * @param {Listed} person
   */
  row(person) {
    const at = this.arrivals.firstAt.get(person.registration);
    const ring = /** @type {HTMLInputElement} */ (el("input", { type: "radio", name: "orang", "data-registration": person.registration }));
    ring.checked = this.person?.registration === person.registration;
    ring.addEventListener("change", () => {
      this.person = person;
      this.complain("message", "");
      this.drawFoot(this.found().region);
    });
    const isThere = at !== undefined;
    const end = isThere && el("span", { class: "group-end", text: at ? `hadir ${at}` : "hadir" });
    const name = el("span", { class: "group-name", text: fullName(person) });
    return el("label", { class: isThere ? "group-row is-there" : "group-row" }, ring, name, end);
  }

  /** @param {Region | null} region */
  drawFoot(region) {
    const { person } = this;
    const button = part(this.element, "send");
    const isThere = person && this.arrivals.firstAt.has(person.registration);
    button.textContent = person ? (isThere ? "Jadikan kartunya" : "Jadikan kartunya, catat hadir") : "Pilih dulu orangnya";
    button.setAttribute("aria-disabled", String(!person));
    part(this.element, "outcome").textContent = person ? `Kartu lama ${shortName(person.name)} tidak berlaku lagi.` : "";
    part(this.element, "outcome").hidden = !person;
    part(this.element, "foot").hidden = !region;
  }

  /** @param {Region} region */
  open(region) {
    this.opened = region.code;
    this.person = null;
    this.draw();
    window.scrollTo(0, 0);
    const next = this.element.querySelector("[data-part=people] input") ?? part(this.element, "missing");
    /** @type {HTMLElement} */ (next).focus({ preventScroll: true });
  }

  async submit() {
    if (!this.person) return;
    this.refuse(await this.sending(this.bind(this.person)));
  }
}

/**
 * "Febri Yanti" of Febri Yanti Bendang: enough beside a row that says the whole name.
 *
 * @param {string} name
 */
function shortName(name) {
  return name.split(" ").slice(0, 2).join(" ");
}
