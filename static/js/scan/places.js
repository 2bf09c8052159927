/**
 * What a newcomer may come as, and from where: roles, regions, and how many seats each region has and has filled.
 * Kept in memory as long as the page is open; the newest is asked for whenever somebody is added.
 */

import { folded } from "./name_search.js";
import { Turns } from "./roster.js";
import { ask } from "./server.js";

/**
 * @typedef {"kelurahan" | "kecamatan"} Level
 * @typedef {{ code: string, name: string, level: Level | null }} Role a guest's level is null: a guest has no region
 *
 * @typedef {object} Region
 * @property {string} code
 * @property {string} name
 * @property {string | null} parent the kecamatan of a kelurahan, bare: "Lubuk Begalung"
 * @property {Level} level
 * @property {Record<string, [number, number]>} [seats] role → quota and taken; a role without a rule has none
 *
 * @typedef {"" | "as_reserve" | "as_guest"} Outcome how a newcomer is recorded
 */

const NUMBERS = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"];

export class Places {
  /** @param {string} url */
  constructor(url) {
    this.url = url;
    /** @type {Role[]} */
    this.roles = [];
    /** @type {Region[]} */
    this.regions = [];
    this.isLoaded = false;
    this.turns = new Turns();
  }

  /**
   * Fetch roles and regions; those that are here stay when that fails.
   *
   * @throws {import("./server.js").NoAnswer}
   */
  async load() {
    const turn = this.turns.next();
    const { roles, regions } = await ask(this.url, { cache: "no-cache" });
    if (!this.turns.takes(turn)) return;
    this.roles = roles ?? [];
    this.regions = regions ?? [];
    this.isLoaded = this.roles.length > 0;
  }

  /**
   * @param {string | null | undefined} code
   * @returns {Region | null}
   */
  regionOf(code) {
    return this.regions.find((region) => region.code === code) ?? null;
  }

  /**
   * The region of another level that belongs to this one: the kecamatan of a kelurahan.
   *
   * @param {Region | null} region
   * @param {Level | null} level
   * @returns {Region | null} null where somebody must choose
   */
  atLevel(region, level) {
    if (!region || !level) return null;
    if (region.level === level) return region;
    return this.regions.find((one) => one.level === level && one.name === region.parent) ?? null;
  }
}

/**
 * @param {Region} region
 * @returns {string} "Kec. Lubuk Begalung", or "Kecamatan" for one itself
 */
export function parentWords(region) {
  if (region.level === "kecamatan") return "Kecamatan";
  return region.parent ? `Kec. ${region.parent}` : "";
}

/**
 * How somebody would be recorded, with the sentence that says so at once.
 *
 * @param {Role} role
 * @param {Region | null} region
 * @returns {{ outcome: Outcome, sentence: string }}
 */
export function seatOutlook(role, region) {
  if (!role.level) return { outcome: "as_guest", sentence: "Tamu tidak memakai tempat peserta." };
  const [quota, taken] = region?.seats?.[role.code] ?? [0, -1];
  if (taken < 0) return { outcome: "", sentence: "" };
  const left = Math.max(0, quota - taken);
  if (!quota) return { outcome: "as_reserve", sentence: `Tidak ada tempat ${role.name} di sini, jadi dicatat sebagai cadangan.` };
  if (!left) return { outcome: "as_reserve", sentence: `${capital(places(quota))} sudah terisi, jadi dicatat sebagai cadangan.` };
  return { outcome: "", sentence: left === quota ? `${capital(places(quota))} masih kosong.` : `Masih kosong ${inWords(left)} dari ${inWords(quota)} tempat.` };
}

/** @param {number} quota */
const places = (quota) => (quota === 1 ? "tempatnya" : `${inWords(quota)} tempatnya`);

/** @param {number} number */
const inWords = (number) => NUMBERS[number] || String(number);

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * Regions that fit what was typed: that very name, then names that begin so (a kecamatan before its kelurahan),
 * then those of that kecamatan, then parts of words. Nothing typed: none.
 *
 * @param {Region[]} regions
 * @param {string} typed
 * @returns {Region[]}
 */
export function findRegions(regions, typed) {
  const words = folded(typed);
  if (!words.length) return [];
  const ranked = regions.map((region) => ({ region, rank: rankOf(region, words) })).filter(({ rank }) => rank < Infinity);
  const first = (/** @type {Region} */ { level }) => (level === "kecamatan" ? 0 : 1);
  ranked.sort((one, other) => one.rank - other.rank || first(one.region) - first(other.region) || one.region.name.localeCompare(other.region.name, "id"));
  return ranked.map(({ region }) => region);
}

/**
 * @param {Region} region
 * @param {string[]} words
 */
function rankOf(region, words) {
  const name = folded(region.name);
  const parent = folded(region.parent);
  const begins = (/** @type {string[]} */ among) => words.every((word) => among.some((one) => one.startsWith(word)));
  if (name.join(" ") === words.join(" ")) return 0;
  if (name.join(" ").startsWith(words.join(" "))) return 1;
  if (begins(name)) return 2;
  if (begins(parent)) return 3;
  if (begins([...name, ...parent])) return 4;
  return words.every((word) => [...name, ...parent].some((one) => one.includes(word))) ? 5 : Infinity;
}
