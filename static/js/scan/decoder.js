/**
 * The page's side of the QR reader, and the loop that feeds it with frames.
 */

const PAUSE_MS = 40;

/** Talks to the worker; one frame at a time. */
export class Decoder {
  constructor() {
    this.worker = new Worker(new URL("./decoder_worker.js", import.meta.url), { type: "module" });
    this.next = 0;
    /** @type {Map<number, (codes: string[]) => void>} */
    this.waiting = new Map();
    /** Fulfilled when the reader is loaded; rejected when it cannot be. @type {Promise<void>} */
    this.ready = new Promise((loaded, broken) => {
      this.worker.addEventListener("message", ({ data }) => {
        if (data.loaded) loaded();
        else if (data.broken) broken(new Error("the reader was not loaded"));
        else this.answer(data);
      });
      this.worker.addEventListener("error", () => broken(new Error("the worker did not start")));
    });
    this.ready.catch(() => {}); // whoever starts the camera asks for it and tells the crew
  }

  /** @param {{ id: number, codes: string[] }} data */
  answer(data) {
    this.waiting.get(data.id)?.(data.codes);
    this.waiting.delete(data.id);
  }

  /**
   * @param {ImageBitmap | ImageData} frame handed over to the worker
   * @returns {Promise<string[]>} the texts of the QR codes in it
   */
  read(frame) {
    const id = this.next++;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.worker.postMessage({ id, frame, odd: id % 2 === 1 }, frame instanceof ImageData ? [frame.data.buffer] : [frame]);
    });
  }
}

/** Reads the video frame after frame while it runs. */
export class ScanLoop {
  /**
   * @param {Decoder} decoder
   * @param {(codes: string[]) => void} onCodes called for each frame, also with none
   */
  constructor(decoder, onCodes) {
    this.decoder = decoder;
    this.onCodes = onCodes;
    this.turn = 0;
  }

  /** @param {HTMLVideoElement} video */
  async start(video) {
    const turn = ++this.turn;
    await this.decoder.ready;
    while (turn === this.turn) {
      if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth) {
        const frame = await grab(video).catch(() => null); // the video may end between two frames
        if (frame && turn === this.turn) {
          const codes = await this.decoder.read(frame);
          if (turn === this.turn) this.onCodes(codes);
        }
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  stop() {
    this.turn += 1;
  }
}

/** @type {HTMLCanvasElement | null} */
let canvas = null;

/**
 * @param {HTMLVideoElement} video
 * @returns {Promise<ImageBitmap | ImageData>}
 */
async function grab(video) {
  if ("OffscreenCanvas" in window) return createImageBitmap(video);
  canvas ??= document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  context.drawImage(video, 0, 0);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
