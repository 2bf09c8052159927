// Reads a day as people type it, in the shapes of eventmgr/shared/dates_typed.py, so that its words stand under the
// field before anything is sent. A day is a Date at midnight UTC: no clock change may move it.
const MONTHS = {
  januari: 1, january: 1, jan: 1, februari: 2, pebruari: 2, february: 2, feb: 2, peb: 2,
  maret: 3, march: 3, mar: 3, mrt: 3, april: 4, apr: 4, mei: 5, may: 5, juni: 6, june: 6, jun: 6,
  juli: 7, july: 7, jul: 7, agustus: 8, august: 8, agu: 8, ags: 8, agt: 8, aug: 8,
  september: 9, sept: 9, sep: 9, oktober: 10, october: 10, okt: 10, oct: 10,
  november: 11, nopember: 11, nov: 11, nop: 11, desember: 12, december: 12, des: 12, dec: 12,
};
const FIRST = Date.UTC(1900, 0, 1);
const LAST = Date.UTC(2100, 11, 31);

// today: the office's day. past: a day that has been, as a birth; its year is never guessed. null: no day.
export function readTyped(text, today, past = false) {
  const typed = text.trim().replace(/\s+/g, " ").toLowerCase().replace(/^[a-z']+\s*,\s*/, "");
  const latest = past ? today : new Date(LAST);
  const day = (!past && withoutYear(typed, today)) || withYear(typed, latest);
  return day && day >= FIRST && day <= latest ? day : null;
}

function withYear(typed, latest) {
  const numbers = /^(\d{1,2}) ?[/.\- ] ?(\d{1,2}) ?[/.\- ] ?(\d{4}|\d{2})$/.exec(typed) ?? /^(\d\d)(\d\d)(\d{4})$/.exec(typed);
  if (numbers) return build(numbers[3], Number(numbers[2]), Number(numbers[1]), latest);
  const turned = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/.exec(typed);
  if (turned) return build(turned[1], Number(turned[2]), Number(turned[3]), latest);
  const words = /^(\d{1,2})[ .\-/]*([a-z]+)\.?[ ,.\-/]*(\d{4}|\d{2})$/.exec(typed);
  return words && MONTHS[words[2]] ? build(words[3], MONTHS[words[2]], Number(words[1]), latest) : null;
}

function build(yearText, month, day, latest) {
  const year = Number(yearText);
  if (yearText.length === 4) return dayOrNull(year, month, day);
  const century = latest.getUTCFullYear() - (latest.getUTCFullYear() % 100);
  const recent = century + year <= latest.getUTCFullYear() ? dayOrNull(century + year, month, day) : null;
  return recent && recent <= latest ? recent : dayOrNull(century - 100 + year, month, day);
}

function withoutYear(typed, today) {
  const found = /^(\d{1,2})(?: ?[/.-] ?(\d{1,2})|[ .\-/]*([a-z]+)\.?)$/.exec(typed);
  const month = found && (found[2] ? Number(found[2]) : MONTHS[found[3]]);
  if (!month) return null;
  const year = today.getUTCFullYear();
  const days = [year - 1, year, year + 1].map((one) => dayOrNull(one, month, Number(found[1]))).filter(Boolean);
  return days.reduce((best, day) => (!best || Math.abs(day - today) < Math.abs(best - today) ? day : best), null);
}

function dayOrNull(year, month, day) {
  const made = new Date(Date.UTC(year, month - 1, day));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? made : null;
}

export function addDays(day, count) {
  return new Date(day.getTime() + count * 86_400_000);
}

// The same day of another month, or its last one: 31 January and one month is 28 February.
export function addMonths(day, count) {
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + count + 1, 0));
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(day.getUTCDate(), last.getUTCDate())));
}

export function parseIso(text) {
  return new Date(`${text}T00:00:00Z`);
}

export function isoDay(day) {
  return day.toISOString().slice(0, 10);
}

// 19-11-2024, as a field holds it.
export function typedShape(day) {
  return isoDay(day).split("-").reverse().join("-");
}

const WORDS = new Intl.DateTimeFormat("id-ID", { timeZone: "UTC", weekday: "long", day: "numeric", month: "long", year: "numeric" });
const MONTH = new Intl.DateTimeFormat("id-ID", { timeZone: "UTC", month: "long", year: "numeric" });

// Selasa, 19 November 2024
export function dayWords(day) {
  return WORDS.format(day);
}

// November 2024
export function monthWords(day) {
  return MONTH.format(day);
}
