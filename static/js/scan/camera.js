/**
 * The phone's camera: opening it, choosing among several, its torch, and the reasons why it may not open.
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

const FRONT = "Kamera depan";
const SIDES = /** @type {[RegExp, string][]} */ ([
  [/front|user|depan|facetime/i, FRONT],
  [/back|rear|environment|belakang/i, "Kamera belakang"],
]);

const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 } };
const BACK = { facingMode: { ideal: "environment" }, ...SIZE };

/** @typedef {{ camera: string | null }} Memory keeps the id of the camera that was chosen on this phone */

export class Camera {
  /**
   * @param {() => void} onLost called when another app or the system takes the camera away
   * @param {Memory} memory
   */
  constructor(onLost, memory) {
    this.onLost = onLost;
    this.memory = memory;
    /** @type {MediaDeviceInfo[]} known, with their names, once one of them was allowed */
    this.all = [];
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

  /** The id of the camera that is open. */
  get current() {
    return this.stream?.getVideoTracks()[0].getSettings?.().deviceId ?? null;
  }

  /** True where the guest looks at the picture, too: then it is shown as in a mirror. */
  get isFront() {
    const facing = this.stream?.getVideoTracks()[0].getSettings?.().facingMode;
    return facing ? facing === "user" : this.name.startsWith(FRONT);
  }

  /** "Kamera belakang", or "Kamera belakang 2" where there are several; what the device is called where neither fits. */
  get name() {
    return nameOf(this.all, this.current);
  }

  /** Take the next camera when the picture opens again. */
  chooseNext() {
    const at = this.all.findIndex(({ deviceId }) => deviceId === this.current);
    this.memory.camera = this.all[(at + 1) % this.all.length]?.deviceId ?? null;
  }

  /**
   * Open the camera that was chosen, else the one at the back, and show it.
   *
   * @param {HTMLVideoElement} video
   * @returns {Promise<boolean>} false when it was closed again while it was still opening
   * @throws {CameraClosed}
   */
  async open(video) {
    this.close();
    const turn = this.turn;
    if (!navigator.mediaDevices?.getUserMedia) throw new CameraClosed(window.isSecureContext ? "none" : "insecure");
    const stream = await this.streamOf();
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
    this.all = await cameras();
    if (turn !== this.turn) return false;
    await video.play().catch(() => {}); // an interrupted play() is no trouble: the picture comes with the next one
    return true;
  }

  /**
   * @returns {Promise<MediaStream>}
   * @throws {CameraClosed}
   */
  async streamOf() {
    const { camera } = this.memory;
    try {
      if (camera) return await ask({ deviceId: { exact: camera }, ...SIZE });
    } catch (error) {
      const why = closed(error);
      if (why.trouble !== "none") throw why;
      this.memory.camera = null; // unplugged, or its id is another one since: the one at the back will do
    }
    try {
      return await ask(BACK);
    } catch (error) {
      throw closed(error);
    }
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

/** @param {MediaTrackConstraints} video */
const ask = (video) => navigator.mediaDevices.getUserMedia({ audio: false, video });

/** @param {unknown} error */
const closed = (error) => new CameraClosed(TROUBLES[/** @type {DOMException} */ (error).name] ?? "in_use");

/** @returns {Promise<MediaDeviceInfo[]>} none where the browser does not tell */
async function cameras() {
  const devices = (await navigator.mediaDevices.enumerateDevices?.().catch(() => [])) ?? [];
  return devices.filter(({ kind, deviceId }) => kind === "videoinput" && deviceId);
}

/** @param {MediaDeviceInfo} camera */
const sideOf = ({ label }) => SIDES.find(([pattern]) => pattern.test(label))?.[1] ?? (label || "Kamera");

/**
 * @param {MediaDeviceInfo[]} all
 * @param {string | null} id
 */
function nameOf(all, id) {
  const camera = all.find(({ deviceId }) => deviceId === id);
  if (!camera) return "Kamera";
  const alike = all.filter((one) => sideOf(one) === sideOf(camera));
  return alike.length > 1 ? `${sideOf(camera)} ${alike.indexOf(camera) + 1}` : sideOf(camera);
}

/** @param {MediaStream} stream */
function stop(stream) {
  for (const track of stream.getTracks()) track.stop();
}
