/**
 * The signs of a verdict, drawn as SVG. Three silhouettes tell the families apart without colour: the bare
 * tick, the disc, the octagon. Rehearsal draws the same signs as outlines.
 */

const NAMESPACE = "http://www.w3.org/2000/svg";
const OCTAGON = "M46.9 0h66.2L160 46.9v66.2L113.1 160H46.9L0 113.1V46.9Z";
const OCTAGON_OUTLINE = "M47.9 2.5h64.2l45.4 45.4v64.2l-45.4 45.4H47.9L2.5 112.1V47.9Z";

/** @type {Record<string, string[]>} strokes inside a disc or octagon of 160 × 160 */
const GLYPHS = {
  twice: ["M22 78.8 51 107.8 106.3 46.8", "M69.5 97.3 80 107.8 135.8 46.8"],
  cross: ["M43.8 43.8 116.2 116.2M116.2 43.8 43.8 116.2"],
  clock: ["M80 33.5a46.5 46.5 0 1 0 0 93 46.5 46.5 0 0 0 0-93Z", "M80 52v31l21 14"],
  question: ["M58 66c0-15 9-24 22.5-24S103 50 103 63.5c0 17-22.5 18.5-22.5 37", "M80.5 110v14"],
  attention: ["M80 36v58", "M80 108v15"],
  cards: ["M38.7 55.7h53.6v70.1H38.7Z", "M65.2 49V33.7h56.1v70.6H99"],
};
const SMALL_WIDTH = 22;

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @returns {SVGElement}
 */
function shape(tag, attributes) {
  const element = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/**
 * @param {string} box the viewBox
 * @param {string} className
 * @param {SVGElement[]} shapes
 * @returns {SVGElement}
 */
function drawing(box, className, shapes) {
  const svg = shape("svg", { viewBox: box, class: className, "aria-hidden": "true", focusable: "false" });
  svg.append(...shapes);
  return svg;
}

/**
 * @param {string} glyph
 * @param {string} className
 * @param {number} width
 * @returns {SVGElement[]}
 */
function strokes(glyph, className, width) {
  return GLYPHS[glyph].map((d) => shape("path", { d, class: className, fill: "none", "stroke-width": width }));
}

/**
 * The large sign of a verdict screen.
 *
 * @param {string} mark "tick", or a name of GLYPHS
 * @param {"ok" | "warn" | "stop"} family
 * @param {boolean} hollow true in rehearsal
 * @returns {SVGElement}
 */
export function largeMark(mark, family, hollow) {
  if (mark === "tick") {
    const path = hollow
      ? { d: "M2 93.5 16.5 79 81 143.5 227.5 2l14.5 14.5L81 172.5Z", class: "mark-line", fill: "none", "stroke-width": 4 }
      : { d: "M8.3 85.3 81 158 235.8 8.3", class: "mark-line", fill: "none", "stroke-width": 23.3 };
    return drawing("0 0 244 175", "mark mark-tick", [shape("path", path)]);
  }
  const name = `mark mark-${family === "stop" ? "octagon" : "disc"}${hollow ? " is-hollow" : ""}`;
  /** @type {Record<string, string | number>} */
  const outline = hollow ? { class: "mark-line", fill: "none", "stroke-width": 6 } : { class: "mark-ground" };
  const ground =
    family === "stop"
      ? shape("path", { d: hollow ? OCTAGON_OUTLINE : OCTAGON, ...outline })
      : shape("circle", { cx: 80, cy: 80, r: hollow ? 77 : 80, ...outline });
  return drawing("0 0 160 160", name, [ground, ...strokes(mark, hollow ? "mark-line" : "mark-glyph", 12.8)]);
}

/**
 * The small sign beside a name (20 to 28 px). It never stands without its word.
 *
 * @param {string} mark "tick", "undone", "ring", or a name of GLYPHS
 * @param {"ok" | "warn" | "stop"} family
 * @returns {SVGElement}
 */
export function smallMark(mark, family) {
  if (mark === "tick") {
    const tick = { d: "M4 15.5 10.5 22 25 7", class: "mark-line", fill: "none", "stroke-width": 4.4 };
    return drawing("0 0 28 28", "small-mark small-tick", [shape("path", tick)]);
  }
  if (mark === "undone") {
    const arrow = { d: "M10 5 4.5 10.5 10 16M5 10.5h12a6 6 0 0 1 0 12h-8", class: "mark-line", fill: "none", "stroke-width": 2.4 };
    return drawing("0 0 28 28", "small-mark small-undone", [shape("path", arrow)]);
  }
  if (family === "stop") {
    const ground = shape("path", { d: OCTAGON, class: "mark-ground" });
    return drawing("0 0 160 160", "small-mark small-octagon", [ground, ...strokes(mark, "mark-glyph", SMALL_WIDTH - 4)]);
  }
  const ground = shape("circle", { cx: 80, cy: 80, r: 80, class: "mark-ground" });
  return drawing("0 0 160 160", "small-mark small-disc", [ground, ...strokes(mark, "mark-glyph", SMALL_WIDTH - 4)]);
}

/**
 * A family that was not tried yet in rehearsal: the same silhouette as a grey outline.
 *
 * @param {"ok" | "warn" | "stop"} family
 * @returns {SVGElement}
 */
export function untriedMark(family) {
  if (family === "ok") {
    const tick = { d: "M4 15.5 10.5 22 25 7", class: "mark-line", fill: "none", "stroke-width": 2 };
    return drawing("0 0 28 28", "small-mark is-untried", [shape("path", tick)]);
  }
  const line = { class: "mark-line", fill: "none", "stroke-width": 12 };
  const ground =
    family === "stop"
      ? shape("path", { d: "M50 7h60l43 43v60l-43 43H50L7 110V50Z", ...line })
      : shape("circle", { cx: 80, cy: 80, r: 73, ...line });
  return drawing("0 0 160 160", "small-mark is-untried", [ground]);
}

/**
 * The readiness mark: a disc with a tick while scanning works, a square with "!" while it does not.
 *
 * @param {boolean} ready
 * @returns {SVGElement}
 */
export function readinessMark(ready) {
  const ground = ready
    ? shape("circle", { cx: 10, cy: 10, r: 10, class: "mark-ground" })
    : shape("rect", { width: 20, height: 20, class: "mark-ground" });
  const d = ready ? "m5.5 10.3 3.2 3.2 5.8-6.3" : "M10 4.5v7M10 13.5v2.2";
  return drawing("0 0 20 20", "readiness-mark", [ground, shape("path", { d, class: "mark-glyph", fill: "none", "stroke-width": 2.4 })]);
}
