/**
 * "Pilih kelurahan": the whole list as the phone's own lists look, with a field that narrows it.
 */

import { fromTemplate, part } from "./dom.js";
import { findRegions } from "./places.js";
import { narrowingField, regionRow } from "./region_list.js";

/**
 * @typedef {import("./places.js").Region} Region
 * @typedef {import("./screens.js").Screen} Screen
 */

/** @implements {Screen} */
export class RegionChoice {
  /**
   * @param {Region[]} regions of one level
   * @param {Region | null} current
   * @param {{ close: () => void, choose: (region: Region) => void }} doings
   */
  constructor(regions, current, doings) {
    this.regions = [...regions].sort((one, other) => one.name.localeCompare(other.name, "id"));
    this.current = current;
    this.doings = doings;
    this.chrome = "night-form";
    this.element = fromTemplate("pindai-wilayah");
    this.word = regions[0]?.level ?? "kelurahan";
    part(this.element, "ask").textContent = `Nama ${this.word}`;
    this.field = narrowingField(this.element, () => this.draw());
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.draw();
  }

  head() {
    return { title: `Pilih ${this.word}`, note: null, action: { label: "Tutup", act: this.doings.close } };
  }

  enter() {}

  leave() {}

  focus() {
    this.field.focus({ preventScroll: true });
  }

  draw() {
    const found = this.field.value.trim() ? findRegions(this.regions, this.field.value) : this.regions;
    const rows = found.map((region) => regionRow(region, () => this.doings.choose(region), region.code === this.current?.code));
    part(this.element, "rows").replaceChildren(...rows);
    part(this.element, "count").textContent = found.length ? `${found.length} ${this.word}` : `Tidak ada ${this.word} seperti itu.`;
  }
}
