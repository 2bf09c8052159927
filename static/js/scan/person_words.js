/**
 * Names and places as the door writes them: verbatim, the degree glued to the last word, "Nan XX" in one piece.
 */

import { el } from "./dom.js";

/** @typedef {import("./verdict_words.js").Person} Person */

/**
 * Keep "Nan" and its Roman number together: "Parak Laweh Pulau Aia Nan XX".
 *
 * @param {string} text
 * @returns {string}
 */
export function glued(text) {
  return text.replace(/\bNan (?=[IVXL]+\b)/g, "Nan\u00a0");
}

/**
 * "Hj. Rosna Sikumbang, S.Pd" in one string.
 *
 * @param {Person} person
 * @returns {string}
 */
export function fullName(person) {
  const front = person.front_title ? `${person.front_title} ` : "";
  const back = person.back_title ? `, ${person.back_title}` : "";
  return `${front}${person.name}${back}`;
}

/**
 * The name for a large line: titles small, the one behind the name glued to its last word.
 *
 * @param {Person} person
 * @returns {Node[]}
 */
export function nameNodes(person) {
  const words = person.name.split(" ");
  const last = words.pop() ?? "";
  const nodes = person.front_title ? [el("span", { class: "g", text: `${person.front_title} ` })] : [];
  const rest = words.length ? [document.createTextNode(`${words.join(" ")} `)] : [];
  const end = person.back_title
    ? el("span", { class: "glued" }, last, el("span", { class: "g", text: `, ${person.back_title}` }))
    : document.createTextNode(last);
  return [...nodes, ...rest, end];
}

/**
 * What somebody comes as: the code as everybody says it, but guests by their name.
 *
 * @param {string} code
 * @returns {string}
 */
export function roleWord(code) {
  return code === "TAMU" ? "Tamu" : code;
}

/**
 * "PSM · Parak Laweh Pulau Aia Nan XX", or "PSM Parak Laweh …" in running text.
 *
 * @param {Person} person
 * @param {string} [separator]
 * @returns {string}
 */
export function placeOf(person, separator = " · ") {
  return glued([roleWord(person.category), person.region].filter(Boolean).join(separator));
}
