/**
 * What the crew reads when a question got no answer.
 */

import { NoAnswer } from "./server.js";
import { rehearsed, view } from "./verdict_words.js";

/** @typedef {import("./verdict_words.js").VerdictView} VerdictView */

/**
 * @typedef {"network" | "portal" | "server" | "signed_out" | "reload" | "not_yours" | "refused"} NoAnswerKind
 */

/** @type {Record<NoAnswerKind, { line: string, advice: [string, string], action: string }>} */
const NO_ANSWER = {
  network: { line: "Jaringan terputus", advice: ["Bila jaringan sudah kembali", "Ketuk Coba lagi."], action: "Coba lagi" },
  portal: { line: "Wifi minta masuk lebih dahulu", advice: ["Buka halaman masuk wifi", "Lalu kembali dan coba lagi."], action: "Coba lagi" },
  server: { line: "Server belum menjawab", advice: ["Tunggu sebentar", "Lalu ketuk Coba lagi."], action: "Coba lagi" },
  signed_out: { line: "Anda sudah keluar", advice: ["Masuk sekali lagi", "Halaman ini terbuka kembali."], action: "Masuk lagi" },
  reload: { line: "Halaman perlu dimuat ulang", advice: ["Muat ulang halaman", "Lalu lanjutkan memindai."], action: "Muat ulang" },
  not_yours: { line: "Anda tidak bertugas di sini", advice: ["Panggil koordinator", "Tugas Anda perlu diperiksa."], action: "Coba lagi" },
  refused: { line: "Pindaian ini tidak diterima", advice: ["Panggil koordinator", "Lalu pindai kartunya lagi."], action: "Coba lagi" },
};

/**
 * A scan that got no answer: amber, not counted, kept on this phone until it is answered.
 *
 * @param {NoAnswerKind} kind
 * @param {boolean} rehearsal
 * @param {boolean} [isWritten] true for what was written in a form
 * @returns {VerdictView & { action: string }}
 */
export function describeNoAnswer(kind, rehearsal, isWritten = false) {
  const { line, advice, action } = NO_ANSWER[kind];
  const stored = isWritten ? "Lanjutkan, tulisan ini dikirim sendiri." : "Lanjutkan, pindaian ini disimpan.";
  const kept = /** @type {[string, string]} */ (rehearsal ? ["Ini hanya latihan", "Tidak ada yang hilang."] : ["Antrean panjang", stored]);
  const said = view("warn", "attention", rehearsal ? rehearsed("Belum tercatat") : "Belum tercatat", line, [advice, kept]);
  return { ...said, action };
}

/**
 * Something that was kept, sent again, and not written down: amber, and its form opens once more.
 *
 * @param {string} refusal
 * @param {boolean} rehearsal
 * @returns {VerdictView}
 */
export function describeRefused(refusal, rehearsal) {
  const word = "Belum tercatat";
  return view("warn", "attention", rehearsal ? rehearsed(word) : word, refusal, [
    ["Orangnya masih di sini", "Ketuk Buka lagi."],
    ["Nanti saja", "Tetap ada di Terakhir."],
  ]);
}

/**
 * The sentence in a form that stays as it was filled in.
 *
 * @param {unknown} error anything but a missing answer is a fault of this page and must be seen
 * @param {string} what "Belum tersimpan."
 * @returns {string}
 */
export function missingWords(error, what) {
  if (!(error instanceof NoAnswer)) throw error;
  if (error.kind === "refused") return `${what} Muat ulang halaman, lalu coba lagi.`;
  return error.kind === "signed_out" ? `${what} Masuk lagi dahulu.` : `${what} Server belum menjawab, coba lagi.`;
}
