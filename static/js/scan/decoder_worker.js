/**
 * Reads QR codes from camera frames, away from the page's thread. Even frames are read as they are; odd ones
 * with stretched contrast and noise removed, which finds what the first misses: dim halls, creased or glossy cards.
 *
 * Message in: { id, frame: ImageBitmap | ImageData, odd: boolean }. Message out: { id, codes: string[] },
 * or { broken: true } when the reader itself could not be loaded.
 */

import { prepareZXingModule, readBarcodes } from "../../vendor/zxing-wasm-3.1.4/es/reader/index.js";
import { stretchContrast } from "./contrast.js";

const WASM = new URL("../../vendor/zxing-wasm-3.1.4/reader/zxing_reader.wasm", import.meta.url).href;
const ready = prepareZXingModule({ overrides: { locateFile: () => WASM }, fireImmediately: true });
ready.then(
  () => self.postMessage({ loaded: true }),
  () => self.postMessage({ broken: true }),
);

/** @type {OffscreenCanvas | null} */
let canvas = null;

/**
 * @param {ImageBitmap | ImageData} frame
 * @returns {ImageData}
 */
function pixelsOf(frame) {
  if (frame instanceof ImageData) return frame;
  const { width, height } = frame;
  if (!canvas || canvas.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  context.drawImage(frame, 0, 0);
  frame.close();
  return context.getImageData(0, 0, width, height);
}

self.addEventListener("message", async (event) => {
  const { id, frame, odd } = event.data;
  try {
    const image = pixelsOf(frame);
    if (odd) stretchContrast(image.data);
    const found = await readBarcodes(image, {
      formats: ["QRCode"],
      tryHarder: true,
      tryDenoise: odd,
      maxNumberOfSymbols: 4,
      textMode: "Plain",
    });
    self.postMessage({ id, codes: found.filter((code) => code.isValid && code.text).map((code) => code.text) });
  } catch {
    self.postMessage({ id, codes: [] }); // one bad frame; the next one comes in a moment
  }
});
