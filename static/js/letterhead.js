// The letterhead beside the form follows what is typed: the same lines as office/rules.py and office_page.py make.
const PLACES = ["KOTA", "KABUPATEN", "PROVINSI"];
const MOST_LINES = 4;

export default function letterhead(sheet) {
  const fields = ["name", "government", "address"].map((id) => document.getElementById(id));
  const [name, government, address] = fields;
  const words = sheet.querySelector(".letterhead-words");
  const show = () => {
    const above = flat(government.value).toUpperCase();
    words.querySelector(".government").textContent = above || "BARIS ATAS KOP";
    words.querySelector(".office-name").textContent = withoutPlace(flat(name.value).toUpperCase(), above) || "NAMA KANTOR";
    for (const line of words.querySelectorAll(".contact")) line.remove();
    words.append(...contactLines(address.value).map(contact));
    sheet.querySelector(".dated").textContent = [placeOf(flat(government.value)), sheet.dataset.day].filter(Boolean).join(", ");
  };
  for (const field of fields) field.addEventListener("input", show);
}

function flat(text) {
  return text.trim().replace(/\s+/g, " ");
}

// The place stands in the upper line and is not said twice.
function withoutPlace(below, above) {
  for (const word of PLACES) {
    const [, place] = split(above, ` ${word} `);
    if (place && below.endsWith(` ${word} ${place}`)) return below.slice(0, -` ${word} ${place}`.length);
  }
  return below;
}

function split(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + mark.length)];
}

function contactLines(text) {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  return lines.flatMap((line) => (line.includes("@") ? line.split(", ") : [line])).slice(0, MOST_LINES);
}

function contact(text) {
  const line = document.createElement("p");
  line.className = "contact";
  line.textContent = text;
  return line;
}

function placeOf(words) {
  const found = words.match(/\b(?:Kota|Kabupaten)\s+(\S.*)/i);
  if (!found) return "";
  const isLoud = found[0] === found[0].toUpperCase();
  return isLoud ? found[1].toLowerCase().replace(/(^|\s)\p{L}/gu, (letter) => letter.toUpperCase()) : found[1];
}
