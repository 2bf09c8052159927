/**
 * Finding people in the list: parts of names and of kelurahan, in any order, however they are written.
 * Pure functions; nothing here knows the screen.
 */

/**
 * @typedef {import("./verdict_words.js").Person} Person
 * @typedef {Person & { registration: string, region_code: string, state: string }} Listed
 *
 * @typedef {object} Entry a person with the words that are looked through
 * @property {Listed} person
 * @property {string[]} name name and titles
 * @property {string[]} region
 * @property {string[]} other kecamatan and category
 *
 * @typedef {object} Found
 * @property {Listed[]} group the best hit with those of the same kelurahan; empty when nothing fits
 * @property {Listed | null} hit the person who was meant; null when a kelurahan was meant
 * @property {Listed[]} others the next hits
 * @property {number} more how many hits are not shown
 */

const MOST_TOGETHER = 8;
const MOST_OTHERS = 30;

/**
 * Small letters without accents, dots and apostrophes: "S.PdI" is "spdi", "Nan XX" is "nan xx".
 *
 * @param {string | null | undefined} text
 * @returns {string[]} words
 */
export function folded(text) {
  const bare = (text ?? "").normalize("NFD").replace(/[\u0300-\u036f.'’`]/g, "").toLowerCase();
  return bare.split(/[^0-9a-z]+/).filter(Boolean);
}

/**
 * @param {Listed} person
 * @returns {Entry}
 */
export function entryOf(person) {
  const name = [...folded(person.name), ...folded(person.front_title), ...folded(person.back_title)];
  const other = [...folded(person.parent_region?.replace(/^Kec\. /, "")), ...folded(person.category)];
  return { person, name, region: folded(person.region), other };
}

/**
 * Look for what was typed: a whole kelurahan first, then names that begin so, then a mixture, then parts of words.
 *
 * @param {Entry[]} entries in the order of the list: by region, then by name
 * @param {string} typed
 * @param {string | null} [chosen] registration of a hit that was tapped: it becomes the best one
 * @returns {Found}
 */
export function find(entries, typed, chosen = null) {
  const words = folded(typed);
  /** @type {{ entry: Entry, rank: number }[]} */
  const hits = [];
  for (const entry of words.length ? entries : []) {
    const rank = rankOf(entry, words);
    if (rank !== null) hits.push({ entry, rank });
  }
  hits.sort((one, other) => one.rank - other.rank || (one.rank > 1 ? compareNames(one.entry, other.entry) : 0));
  const best = hits.find(({ entry }) => entry.person.registration === chosen) ?? hits[0];
  if (!best) return { group: [], hit: null, others: [], more: 0 };
  const group = togetherWith(best.entry, entries);
  const rest = hits.map(({ entry }) => entry.person).filter((person) => !group.includes(person));
  const isPlace = best.rank < 2 && best.entry.person.registration !== chosen;
  return { group, hit: isPlace ? null : best.entry.person, others: rest.slice(0, MOST_OTHERS), more: Math.max(0, rest.length - MOST_OTHERS) };
}

/**
 * @param {Entry} entry
 * @param {string[]} words
 * @returns {number | null} smaller is better; below 2 the kelurahan was meant; null does not fit
 */
function rankOf({ name, region, other }, words) {
  if (words.join(" ") === region.join(" ")) return 0;
  if (words.every((word) => beginsOne(region, word))) return 1;
  if (words.every((word) => beginsOne(name, word))) return name.join(" ").startsWith(words.join(" ")) ? 2 : 3;
  const all = [...name, ...region, ...other];
  if (words.every((word) => beginsOne(all, word))) return 4;
  return words.every((word) => all.some((one) => one.includes(word))) ? 5 : null;
}

/**
 * @param {string[]} words
 * @param {string} start
 */
const beginsOne = (words, start) => words.some((word) => word.startsWith(start));

/**
 * @param {Entry} one
 * @param {Entry} other
 */
const compareNames = (one, other) => one.person.name.localeCompare(other.person.name, "id");

/**
 * Those of the same kelurahan; a region with many people (a whole city's speakers) is no group that arrives together.
 *
 * @param {Entry} best
 * @param {Entry[]} entries
 * @returns {Listed[]}
 */
function togetherWith({ person }, entries) {
  if (!person.region_code) return [person];
  const same = entries.filter((entry) => entry.person.region_code === person.region_code).map((entry) => entry.person);
  return same.length > MOST_TOGETHER ? [person] : same;
}
