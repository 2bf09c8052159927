/**
 * What an answer to "bind" or "walk_in" means, whether somebody waits for it or it comes hours later: written down,
 * or the sentence that says why not.
 */

import { fullName, placeOf, roleWord } from "./person_words.js";
import { situation } from "./verdict_words.js";

/**
 * @typedef {import("./operations.js").Operation} Operation
 * @typedef {import("./verdict_words.js").Person} Person
 * @typedef {import("./verdict_words.js").ScanResult} ScanResult
 */

/** A sentence in a form needs no place: the crew sees where it is. */
const NOWHERE = { name: "", isAhead: false };

/** @type {Record<string, string>} */
const REFUSALS = {
  no_such_scan: "Kartu cadangan ini belum tercatat. Pindai kartunya sekali lagi.",
  not_bindable: "Pendaftaran orang ini tidak berlaku lagi. Antar ke meja bantuan.",
  region_missing: "Pilih asalnya dulu.",
  unknown_category: "Pilihan ini tidak dikenal lagi. Muat ulang halaman.",
};

/**
 * @param {Operation} operation
 * @param {ScanResult} result
 * @returns {string} why it was not written down; empty when it was, and for scans, whose refusals are verdicts
 */
export function refusalOf({ op }, result) {
  if (op !== "bind" && op !== "walk_in") return "";
  if (result.verdict === "refused") return wordsOf(result);
  return op === "walk_in" && result.verdict !== "ok" ? `${situation(result, NOWHERE)}. Belum dicatat.` : "";
}

/**
 * The question about somebody of that name who is listed.
 *
 * @param {Person} person
 */
export function sameWords(person) {
  const place = person.region ? placeOf(person, " ") : roleWord(person.category);
  return `Sudah ada di daftar: ${fullName(person)}, ${place}. Orang yang sama?`;
}

/** @param {ScanResult} result */
function wordsOf({ reason, person, spare_number: number }) {
  if (reason === "same_name" && person) return sameWords(person);
  if (reason === "spare_taken") {
    const card = number ? `Kartu ${number}` : "Kartu ini";
    return `${card} sudah menjadi milik ${person ? fullName(person) : "orang lain"}. Ambil kartu cadangan lain.`;
  }
  return REFUSALS[reason] ?? "Belum tercatat. Antar ke meja bantuan.";
}

/**
 * The result with what only the sender knows: whether a spare card has changed hands, and a newcomer's name.
 *
 * @param {Operation} operation
 * @param {ScanResult} result of something that was written down
 * @returns {ScanResult}
 */
export function completed({ op, scan, name, category }, result) {
  if (op === "bind") {
    // An event that is over is only read: the card stays nobody's there.
    return { ...result, gave_card: result.reason !== "event_closed" && result.reason !== "event_archived" };
  }
  if (op !== "walk_in") return result;
  const person = { name: name ?? "", front_title: null, back_title: null, category: category ?? "", region: null, parent_region: null };
  return { ...result, gave_card: Boolean(scan), person: result.person ?? person };
}
