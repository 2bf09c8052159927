/**
 * Contrast of a camera frame.
 */

const CUT = 0.02;

/**
 * Stretch the brightness of an RGBA image in place, so that its darkest and lightest two per cent become black
 * and white. A frame that is one flat tone stays as it is.
 *
 * @param {Uint8ClampedArray} pixels RGBA, 4 bytes a pixel
 */
export function stretchContrast(pixels) {
  const counts = new Uint32Array(256);
  for (let at = 0; at < pixels.length; at += 16) counts[brightness(pixels, at)] += 1; // every fourth pixel is enough
  const cut = (pixels.length / 16) * CUT;
  const low = edge(counts, cut, 0, 1);
  const high = edge(counts, cut, 255, -1);
  if (high - low < 8) return;
  const table = new Uint8ClampedArray(256);
  for (let tone = 0; tone < 256; tone += 1) table[tone] = ((tone - low) * 255) / (high - low);
  for (let at = 0; at < pixels.length; at += 4) {
    const tone = table[brightness(pixels, at)];
    pixels[at] = tone;
    pixels[at + 1] = tone;
    pixels[at + 2] = tone;
  }
}

/**
 * @param {Uint8ClampedArray} pixels
 * @param {number} at
 */
function brightness(pixels, at) {
  return (pixels[at] * 77 + pixels[at + 1] * 150 + pixels[at + 2] * 29) >> 8;
}

/**
 * The tone at which `cut` pixels lie beyond, walking from one end.
 *
 * @param {Uint32Array} counts
 * @param {number} cut
 * @param {number} from
 * @param {number} step
 */
function edge(counts, cut, from, step) {
  let seen = 0;
  let tone = from;
  while (tone > -1 && tone < 256 && seen + counts[tone] <= cut) {
    seen += counts[tone];
    tone += step;
  }
  return tone;
}
