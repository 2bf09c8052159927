/**
 * The phone's camera: opening it, its torch, and the reasons why it may not open.
 */

/** @typedef {"refused" | "none" | "in_use" | "insecure"} CameraTrouble */

/** Thrown when the camera cannot be opened; `trouble` says why, in a word the screen can explain. */
export class CameraClosed extends Error {
  /** @param {CameraTrouble} trouble */
  constructor(trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** @type {Record<string, CameraTrouble>} names of DOMException as the browsers give them */
const TROUBLES = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "in_use",
  AbortError: "in_use",
};

export class Camera {
  /** @param {() => void} onLost called when another app or the system takes the camera away */
  constructor(onLost) {
    this.onLost = onLost;
    /** @type {MediaStream | null} */
    this.stream = null;
    this.turn = 0;
  }

  get hasTorch() {
    const track = this.stream?.getVideoTracks()[0];
    const can = /** @type {any} */ (track?.getCapabilities?.() ?? {});
    return Boolean(can.torch);
  }

  get isOpen() {
    return this.stream !== null;
  }

  /**
   * Open the camera at the back and show it.
   *
   * @param {HTMLVideoElement} video
   * @returns {Promise<boolean>} false when it was closed again while it was still opening
   * @throws {CameraClosed}
   */
  async open(video) {
    this.close();
    const turn = this.turn;
    if (!navigator.mediaDevices?.getUserMedia) throw new CameraClosed(window.isSecureContext ? "none" : "insecure");
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
      });
    } catch (error) {
      throw new CameraClosed(TROUBLES[/** @type {DOMException} */ (error).name] ?? "in_use");
    }
    if (turn !== this.turn) {
      stop(stream);
      return false;
    }
    this.stream = stream;
    stream.getVideoTracks()[0].addEventListener("ended", () => {
      if (this.stream === stream) {
        this.close();
        this.onLost();
      }
    });
    video.srcObject = stream;
    await video.play().catch(() => {}); // an interrupted play() is no trouble: the picture comes with the next one
    return true;
  }

  /** Give the camera back, so that another app and the battery may have it. */
  close() {
    this.turn += 1;
    if (this.stream) stop(this.stream);
    this.stream = null;
  }

  /**
   * @param {boolean} on
   * @returns {Promise<boolean>} the state of the torch afterwards
   */
  async setTorch(on) {
    const track = this.stream?.getVideoTracks()[0];
    if (!track) return false;
    try {
      await track.applyConstraints(/** @type {any} */ ({ advanced: [{ torch: on }] }));
      return on;
    } catch {
      return false;
    }
  }
}

/** @param {MediaStream} stream */
function stop(stream) {
  for (const track of stream.getTracks()) track.stop();
}
