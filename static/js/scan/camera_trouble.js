/**
 * What to tell the crew when there is no picture from the camera, and what to do in the browser at hand.
 */

/**
 * @typedef {import("./camera.js").CameraTrouble | "reader"} Trouble
 * @typedef {{ title: string, text: string, steps: string[], button: string, act: "again" | "type" | "reload" }} Explanation
 */

const COME_BACK = "Kembali ke sini, coba lagi.";

/** @type {[RegExp, string[]][]} the first that fits the browser's own name */
const STEPS = [
  [/; wv\)|WhatsApp|FBAN|FBAV|Instagram/, ["Ketuk menu di pojok layar.", "Pilih Buka di Chrome.", "Masuk, lalu mulai lagi."]],
  [/SamsungBrowser/, ["Ketuk gembok di bilah alamat.", "Pilih Izin, lalu nyalakan Kamera.", COME_BACK]],
  [/iPhone|iPad/, ["Ketuk aA di bilah alamat.", "Pengaturan Situs Web, Kamera, Izinkan.", COME_BACK]],
  [/Firefox/, ["Ketuk gembok di bilah alamat.", "Hapus larangan Kamera di sana.", COME_BACK]],
  [/./, ["Ketuk tanda di kiri alamat halaman.", "Pilih Izin, lalu nyalakan Kamera.", COME_BACK]],
];

/** @param {string} browser its user agent */
function stepsFor(browser) {
  return (STEPS.find(([pattern]) => pattern.test(browser)) ?? STEPS[STEPS.length - 1])[1];
}

/**
 * @param {Trouble} trouble
 * @param {string} browser `navigator.userAgent`
 * @param {boolean} isPhone
 * @returns {Explanation}
 */
export function explain(trouble, browser, isPhone) {
  switch (trouble) {
    case "refused":
      return {
        title: "Kamera belum diizinkan",
        text: "Kode QR baru bisa dibaca setelah kamera boleh dipakai.",
        steps: stepsFor(browser),
        button: "Coba kamera lagi",
        act: "again",
      };
    case "none":
      return {
        title: isPhone ? "Ponsel ini tanpa kamera" : "Komputer ini tanpa kamera",
        text: "Pindai dengan pemindai USB, atau ketik kode di bawah QR.",
        steps: [],
        button: "Ketik kode",
        act: "type",
      };
    case "insecure":
      return {
        title: "Alamat ini tanpa kamera",
        text: "Peramban hanya membuka kamera di alamat https. Minta alamat itu ke panitia.",
        steps: [],
        button: "Ketik kode",
        act: "type",
      };
    case "in_use":
      return {
        title: "Kamera sedang dipakai aplikasi lain",
        text: "Tutup aplikasi itu atau akhiri panggilan video, lalu coba lagi.",
        steps: [],
        button: "Coba kamera lagi",
        act: "again",
      };
    case "reader":
      return {
        title: "Pembaca kode belum termuat",
        text: "Sebagian halaman tidak sampai ke ponsel ini. Muat ulang saat jaringan baik.",
        steps: [],
        button: "Muat ulang halaman",
        act: "reload",
      };
  }
}
