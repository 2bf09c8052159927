/**
 * What the crew reads when more than one card was read: people together, a card held back, a spare card given away.
 */

import { rehearsed, span, view } from "./verdict_words.js";

/**
 * @typedef {import("./verdict_words.js").VerdictView} VerdictView
 * @typedef {import("./verdict_words.js").ScanResult} ScanResult
 */

/**
 * A card in another's hand was noted for the coordinator: the amber stays.
 *
 * @param {string} at "09.36"
 * @param {boolean} cardKept
 * @param {boolean} rehearsal
 * @returns {VerdictView}
 */
export function describeHeld(at, cardKept, rehearsal) {
  const word = "Sudah hadir";
  return view("warn", "twice", rehearsal ? rehearsed(word) : word, `Koordinator dipanggil ${at}`, [
    cardKept ? ["Kartu ditahan", "Simpan untuk koordinator."] : ["Kartu dikembalikan", "Tertulis untuk koordinator."],
    ["Yang datang", "Belum dicatat, tunggu koordinator."],
  ]);
}

/**
 * People who came together and are all recorded.
 *
 * @param {number} number
 * @param {boolean} rehearsal
 * @returns {VerdictView}
 */
export function describeTogether(number, rehearsal) {
  const word = `Hadir, ${number} orang`;
  return view("ok", "tick", rehearsal ? rehearsed(word) : word, "", []);
}

/**
 * A guest who is recorded by a phone whose clock is off: said once an hour, then scans are plain green again.
 *
 * @param {number} offsetMs what must be added to the phone's clock
 * @param {boolean} rehearsal
 * @returns {VerdictView}
 */
export function describeClock(offsetMs, rehearsal) {
  const minutes = Math.round(Math.abs(offsetMs) / 60000);
  const word = "Jam ponsel meleset";
  return view("warn", "attention", rehearsal ? rehearsed(word) : word, `Lebih ${offsetMs < 0 ? "cepat" : "lambat"} ${span(minutes)}`, [
    ["Persilakan masuk", "Tercatat, jamnya dihitung ulang."],
    ["Betulkan jam ponsel", "Pengaturan, nyalakan jam otomatis."],
  ]);
}

/**
 * True for the answer about a spare card that has just become somebody's.
 *
 * @param {ScanResult | null} result
 */
export function isBound(result) {
  return Boolean(result?.gave_card && result.spare_number);
}

/**
 * A spare card that is somebody's now, whatever the door said about the guest.
 *
 * @param {VerdictView} said
 * @param {ScanResult} result
 * @returns {VerdictView}
 */
export function describeBound(said, { verdict, spare_number: number }) {
  if (said.family === "ok") return said;
  /** @type {[string, string]} */
  const card = [`Kartu ${number} kini miliknya`, verdict === "already" ? "Persilakan masuk." : "Kehadirannya belum dicatat."];
  /** @type {[string, string]} */
  const rest = verdict === "already" ? ["Kartu lamanya", "Tidak berlaku lagi."] : said.advice[said.advice.length - 1];
  return { ...said, advice: [card, rest] };
}

/**
 * The crew's notes of everybody on the screen, each with its name where there are several.
 *
 * @param {import("./scan_rows.js").Row[]} rows
 * @returns {string | null}
 */
export function notesOf(rows) {
  const notes = rows.map(({ result }) => noteOf(result)).map((note, index) => {
    const name = rows[index].result?.person?.name;
    return note && rows.length > 1 && name ? `${name}: ${note}` : note;
  });
  return notes.filter(Boolean).join(" · ") || null;
}

/** @param {ScanResult | null} result */
function noteOf(result) {
  const card = isBound(result) ? `Kartu ${result?.spare_number} kini miliknya` : null;
  return [card, result?.note].filter(Boolean).join(". ") || null;
}
