/**
 * The scans of this shift as rows: what was scanned, what was answered, whether it was taken back.
 */

import { fullName, placeOf } from "./person_words.js";
import { describe } from "./verdict_words.js";

/**
 * @typedef {import("./verdict_words.js").ScanResult} ScanResult
 * @typedef {import("./no_answer_words.js").NoAnswerKind} NoAnswerKind
 * @typedef {import("./verdict_words.js").Person} Person
 * @typedef {import("./operations.js").Operation} Operation
 * @typedef {import("./operations.js").UndoReason} UndoReason
 *
 * @typedef {object} Row
 * @property {string} uid
 * @property {number} at milliseconds, corrected
 * @property {string} tail last four characters of the code
 * @property {Person | null} person who was picked by name; known before there is an answer
 * @property {ScanResult | null} result null while there is no answer
 * @property {NoAnswerKind | null} trouble why there is none
 * @property {Operation | null} operation kept for another try; null for rows that came from the server
 * @property {string} refusal why the server would not write this down, although it answered; else empty
 * @property {Person | null} sameAs somebody of that name who is listed, whom the refusal speaks of
 * @property {Row[]} together who was taken in the same delivery, this one among them; none for one alone
 * @property {Operation | null} undoing an undo that is still without an answer
 * @property {{ at: number, reason: UndoReason } | null} undone
 */

const UNDO_MS = 15 * 60 * 1000;

/** @type {Record<UndoReason, string>} */
export const UNDO_WORDS = { salah_orang: "Salah orang", salah_ketuk: "Salah ketuk" };

/** @type {Row} */
const EMPTY = {
  uid: "",
  at: 0,
  tail: "",
  person: null,
  result: null,
  trouble: null,
  operation: null,
  refusal: "",
  sameAs: null,
  together: [],
  undoing: null,
  undone: null,
};

/**
 * @param {Operation} operation
 * @param {number} at milliseconds, corrected
 * @param {Person | null} [person] who was picked by name
 * @returns {Row}
 */
export function newRow(operation, at, person = null) {
  const tail = (operation.code ?? "").slice(-4);
  return { ...EMPTY, uid: operation.uid, at, tail, person, operation };
}

/**
 * A scan that an earlier visit or turn of duty left without an answer.
 *
 * @param {Operation} operation
 * @returns {Row}
 */
export function leftRow(operation) {
  return { ...rowOf(operation), trouble: "network" };
}

/**
 * @param {Operation} operation of this phone, at its own time
 * @returns {Row}
 */
export function rowOf(operation) {
  return newRow(operation, Date.parse(operation.at_device) + operation.offset_ms);
}

/**
 * The rows with those of others, which are not among them.
 *
 * @param {Row[]} rows newest first
 * @param {Row[]} others
 * @returns {Row[]} newest first
 */
export function withOthers(rows, others) {
  const known = new Set(rows.map(({ uid }) => uid));
  return [...rows, ...others.filter(({ uid }) => !known.has(uid))].sort((one, other) => other.at - one.at);
}

/**
 * @param {any} entry one of `recent[]` of /api/scan/state
 * @returns {Row}
 */
export function rowFromServer(entry) {
  const undone = entry.undone ? { at: Date.parse(entry.undone.at), reason: entry.undone.reason } : null;
  return { ...EMPTY, uid: entry.uid, at: Date.parse(entry.at), tail: entry.tail ?? "", result: entry, undone };
}

/**
 * True for an answer that leaves something to be done for the guest: neither in nor known to be in.
 *
 * @param {Row} row
 */
export function needsSomebody({ result, trouble, refusal }) {
  if (result) return result.verdict !== "ok" && result.verdict !== "already";
  return trouble === "refused" && !refusal; // it will never be taken, and has no form of its own
}

/**
 * Only what recorded an attendance can be taken back, and by the crew only for a quarter of an hour.
 *
 * @param {Row} row
 * @param {number} now milliseconds, corrected
 * @returns {boolean}
 */
export function isUndoable(row, now) {
  if (row.result?.verdict !== "ok" || row.undone) return false;
  const until = row.result.undoable_until ? Date.parse(row.result.undoable_until) : row.at + UNDO_MS;
  return now < until;
}

/**
 * Those who came with a row and can be taken back with it, itself first; itself alone where nobody came with it.
 *
 * @param {Row} row
 * @param {number} now milliseconds, corrected
 * @returns {Row[]} none when nothing can be taken back
 */
export function undoableTogether(row, now) {
  const others = row.together.filter((one) => one !== row);
  return [row, ...others].filter((one) => isUndoable(one, now));
}

/**
 * @param {Row[]} rows at least one
 * @returns {string} "Febri Yanti Bendang dan 2 orang lain"
 */
export function groupTitle([first, ...others]) {
  return others.length ? `${rowTitle(first)} dan ${others.length} orang lain` : rowTitle(first);
}

/**
 * @param {Row} row
 * @returns {string} the name, or what identifies a card without one
 */
export function rowTitle(row) {
  const person = row.result?.person ?? row.person;
  if (person) return fullName(person);
  if (row.operation?.name) return row.operation.name;
  if (row.result?.spare_number) return `Nomor ${row.result.spare_number}`;
  return row.operation?.registration ? "Nama dari daftar" : `Kode akhir ${row.tail || "tidak terbaca"}`;
}

/**
 * The words of a row below its title: what was told, and one detail.
 *
 * @param {Row} row
 * @param {string} placeName of the checkpoint
 * @returns {{ mark: string, family: "ok" | "warn" | "stop", word: string, detail: string }}
 */
export function rowWords(row, placeName) {
  const { result } = row;
  if (row.undone) return { mark: "undone", family: "ok", word: "Diurungkan", detail: UNDO_WORDS[row.undone.reason] ?? "" };
  if (!result) return { mark: "attention", family: "warn", word: "Belum tercatat", detail: waitingFor(row) };
  if (result.verdict === "spare_card") return { mark: "cards", family: "warn", word: "Kartu cadangan", detail: "Belum ada namanya" };
  const { mark, family, word } = describe(result, { name: placeName, isAhead: false }, false);
  if (family === "ok") {
    const detail = result.person ? placeOf(result.person, " ") : "";
    return { mark, family, word: result.table ? `${word}, ${result.table}` : word, detail };
  }
  if (result.verdict === "already") {
    const where = result.first_place ? ` di ${result.first_place}` : "";
    return { mark, family, word, detail: `Sejak ${result.first_at}${where}` };
  }
  return { mark, family, word, detail: "Tidak dicatat" };
}

/** @param {Row} row one without an answer */
function waitingFor({ trouble, refusal }) {
  if (refusal) return refusal;
  if (trouble === "refused") return "Tidak diterima, pindai sekali lagi";
  return trouble === "signed_out" ? "Menunggu Anda masuk lagi" : "Menunggu jaringan";
}
