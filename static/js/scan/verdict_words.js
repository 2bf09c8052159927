/**
 * What the crew reads after a scan. The word says what is so, not who is at fault; the guest reads along.
 * A word has at most 26 characters, the one line 29, a lead-in 28, a sentence 37, so that each fits 360 px.
 * Advice names only what can be done today: no tool that the page does not have.
 */

/**
 * @typedef {"ok" | "warn" | "stop"} Family the colour and the silhouette
 * @typedef {object} VerdictView
 * @property {Family} family
 * @property {string} mark a name that `marks.js` draws
 * @property {string} word
 * @property {string} line the one line below the word; may be empty
 * @property {Array<[string, string]>} advice pairs of bold lead-in and sentence
 * @property {"A" | "B" | "C" | "D"} sound
 *
 * @typedef {object} Person
 * @property {string} name verbatim
 * @property {string | null} front_title
 * @property {string | null} back_title
 * @property {string} category "PSM"
 * @property {string | null} region null for a guest
 * @property {string | null} parent_region
 * @property {string} [registration] uid; a roster from before has none
 *
 * @typedef {object} ScanResult one entry of `results[]` of /api/scan/sync
 * @property {string} uid
 * @property {string} verdict
 * @property {string} reason
 * @property {Person | null} person
 * @property {string | null} [table]
 * @property {string | null} [note]
 * @property {string | null} [first_at] "07.52"
 * @property {string | null} [first_place]
 * @property {string | null} [opens_at]
 * @property {string | null} [closes_at]
 * @property {number | null} [minutes_to_open]
 * @property {string | null} [other_event]
 * @property {string | null} [checkpoint_day] "Selasa 19 Nov"
 * @property {string | null} [since] "17 Nov"
 * @property {string | null} [audience] "TKSK"
 * @property {string | null} [undoable_until] ISO time
 * @property {boolean} [permittable] true when an organizer's PIN may let this guest in
 * @property {number | null} [spare_number] printed on a spare card: one without a name, or one that was just given away
 * @property {boolean} [gave_card] written by this page: the spare card is this person's now
 * @property {boolean} [clock_suspect] true when the time of the scan should be looked at
 *
 * @typedef {object} Place where the scan was made
 * @property {string} name "Presensi Hari 1"
 * @property {boolean} isAhead true when the checkpoint's day is still to come
 */

/** @type {[string, string]} */
const HELP_DESK = ["Seharusnya terdaftar", "Antar ke meja bantuan."];
const NOT_RECORDED = "Kehadirannya belum dicatat.";

/**
 * @param {Family} family
 * @param {string} mark
 * @param {string} word
 * @param {string} line
 * @param {Array<[string, string]>} advice
 * @returns {VerdictView}
 */
export function view(family, mark, word, line, advice) {
  const sound = { ok: "A", warn: "B", stop: "C" }[family];
  return { family, mark, word, line, advice, sound: /** @type {"A" | "B" | "C"} */ (sound) };
}

/**
 * @param {string} word
 * @param {string} line
 * @param {Array<[string, string]>} advice
 */
const refusal = (word, line, advice) => view("stop", "cross", word, line, advice);

/**
 * @param {number} minutes
 * @returns {string} "12 menit", "3 jam", "2 hari"
 */
export function span(minutes) {
  if (minutes < 60) return `${minutes} menit`;
  const hours = Math.round(minutes / 60);
  return hours < 24 ? `${hours} jam` : `${Math.round(hours / 24)} hari`;
}

/** @type {Record<string, (result: ScanResult, place: Place) => VerdictView>} */
const VIEWS = {
  ok: ({ reason }) => view("ok", "tick", { as_reserve: "Hadir sebagai cadangan", as_guest: "Hadir sebagai tamu" }[reason] ?? "Hadir", "", []),

  already: (result, place) => {
    const where = result.first_place === place.name ? "titik ini" : result.first_place;
    const line = where ? `Pukul ${result.first_at} di ${where}` : `Pukul ${result.first_at}`;
    return view("warn", "twice", "Sudah hadir", line, [
      ["Orang yang sama", "Persilakan masuk."],
      ["Orang lain", "Tahan kartunya, panggil koordinator."],
    ]);
  },

  wrong_event: (result) =>
    refusal("Kartu kegiatan lain", result.other_event ?? "Bukan untuk kegiatan ini", [
      ["Minta kartu kegiatan ini", "Lalu pindai kartu itu."],
      ["Kartunya tidak dibawa", "Cari namanya, cocokkan KTP."],
    ]),

  wrong_day: (result, place) =>
    refusal("Bukan hari ini", `Titik ini untuk ${result.checkpoint_day}`, [
      ["Titik presensinya keliru", "Ketuk Ganti titik."],
      place.isAhead
        ? ["Persilakan datang pada harinya", `Presensi dibuka ${result.opens_at}.`]
        : ["Hari itu terlewat", "Antar ke meja bantuan."],
    ]),

  not_open: (result) => {
    if (result.reason === "event_draft") {
      return view("warn", "clock", "Belum dibuka", "Kegiatan masih disiapkan", [
        ["Persilakan menunggu", NOT_RECORDED],
        ["Seharusnya sudah dibuka", "Panggil koordinator."],
      ]);
    }
    const wait = result.minutes_to_open ? `, ${span(result.minutes_to_open)} lagi` : "";
    return view("warn", "clock", "Belum dibuka", `Dibuka ${result.opens_at}${wait}`, [
      ["Persilakan menunggu", NOT_RECORDED],
      [`Mulai ${result.opens_at}`, "Pindai kartunya sekali lagi."],
    ]);
  },

  closed: (result) => {
    /** @type {Record<string, string>} */
    const lines = { day_closed: "Hari ini ditutup panitia", event_closed: "Kegiatan sudah selesai" };
    const line = lines[result.reason] ?? `Presensi ditutup ${result.closes_at}`;
    return refusal("Sudah ditutup", line, [
      ["Persilakan masuk", NOT_RECORDED],
      ["Perlu dicatat terlambat", result.permittable ? "Koordinator mencatat alasannya." : "Antar ke meja bantuan."],
    ]);
  },

  not_here: (result) =>
    refusal("Tidak terdaftar", result.audience ? `Titik ini khusus ${result.audience}` : "Titik ini untuk peserta lain", [
      ["Tunjukkan tempatnya", "Presensinya di titik lain."],
      HELP_DESK,
    ]),

  cancelled: (result) => {
    const replaced = result.reason === "replaced";
    const since = result.since ? ` ${result.since}` : "";
    return refusal("Pendaftaran batal", replaced ? `Dibatalkan, diganti${since}` : `Dibatalkan${since}`, [
      ["Jelaskan dengan tenang", replaced ? "Pendaftarannya sudah digantikan." : "Pendaftarannya sudah dibatalkan."],
      ["Merasa terdaftar", "Antar ke meja bantuan."],
    ]);
  },

  old_card: (result) =>
    refusal("Kartu lama", result.since ? `Sudah diganti ${result.since}` : "Sudah diganti", [
      ["Minta kartu yang baru", "Lalu pindai kartu itu."],
      ["Kartu baru tidak dibawa", "Cari namanya, cocokkan KTP."],
    ]),

  spare_card: ({ spare_number: number }) =>
    view("warn", "cards", "Kartu cadangan", number ? `Nomor ${number}, belum ada namanya` : "Belum ada namanya", [
      ["Pilih orangnya dulu", "Baru setelah itu kartunya berlaku."],
      ["Belum diperlukan", "Simpan kembali kartunya."],
    ]),

  reserve: (result) =>
    view("warn", "question", "Masih cadangan", result.reason === "pending" ? "Pendaftarannya diperiksa" : "Belum mendapat tempat", [
      ["Persilakan menunggu", NOT_RECORDED],
      ["Panggil koordinator", "Ia yang menentukan tempatnya."],
    ]),

  unknown: (result) => {
    const line = result.reason === "no_ticket" ? "Kode ini tidak ada di daftar" : "QR ini bukan dari kami";
    const advice = /** @type {Array<[string, string]>} */ ([
      ["Minta kartu peserta", "Yang ada nama dan kelurahannya."],
      ["Kartunya tidak dibawa", "Cari namanya, cocokkan KTP."],
    ]);
    return { ...refusal("Bukan kartu peserta", line, advice), sound: "D" };
  },
};

/**
 * Say a verdict. A verdict that this page does not know yet is shown by its family of refusals, never as
 * green: a newer server must not open the door by a word that an older page cannot read.
 *
 * @param {ScanResult} result
 * @param {Place} place
 * @param {boolean} rehearsal true puts "Latihan:" before the word
 * @returns {VerdictView}
 */
export function describe(result, place, rehearsal) {
  const known = VIEWS[result.verdict];
  const said = known
    ? known(result, place)
    : refusal("Tidak dicatat", "Muat ulang halaman ini", [["Belum dikenal halaman ini", "Panggil koordinator."]]);
  return rehearsal ? { ...said, word: rehearsed(said.word) } : said;
}

/**
 * A verdict in one line, above a form about it: "Sudah ditutup pukul 10.00".
 *
 * @param {ScanResult} result
 * @param {Place} place
 * @returns {string}
 */
export function situation(result, place) {
  const { word, line } = describe(result, place, false);
  if (result.verdict === "already") return `${word} ${result.first_at ?? ""} di ${result.first_place ?? place.name}`;
  if (result.verdict === "closed" && !result.reason) return `${word} pukul ${result.closes_at}`;
  if (result.verdict === "not_open") return `${word}, mulai ${result.opens_at}`;
  return result.verdict === "not_here" ? line : word;
}

/** @param {string} word */
export function rehearsed(word) {
  return `Latihan: ${word.charAt(0).toLowerCase()}${word.slice(1)}`;
}
