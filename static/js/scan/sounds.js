/**
 * Sound and vibration of the verdicts. The four sounds differ in number and direction of their notes, not only
 * in pitch, so that they are told apart in a loud hall and by weak ears. No files: WebAudio makes them.
 */

/**
 * @typedef {[frequency: number, start: number, length: number]} Note hertz, milliseconds, milliseconds
 * @typedef {{ notes: Note[], wave: OscillatorType, volume: number, lowPass?: number }} Sound
 */

/** @type {Record<string, Sound>} */
export const SOUNDS = {
  A: { notes: [[880, 0, 70], [1319, 70, 110]], wave: "sine", volume: 1 },
  A_NOTE: { notes: [[880, 0, 70], [1319, 70, 110], [1760, 180, 110]], wave: "sine", volume: 1 },
  B: { notes: [[659, 0, 120], [659, 200, 120]], wave: "triangle", volume: 1 },
  C: { notes: [[196, 0, 450]], wave: "square", volume: 1, lowPass: 900 },
  D: { notes: [[300, 0, 60]], wave: "sine", volume: 0.5 },
};

/** @type {Record<string, number[]>} milliseconds on, off, on */
export const VIBRATIONS = {
  A: [70],
  A_NOTE: [70, 60, 70],
  B: [120, 80, 120],
  C: [400],
  D: [40],
};

const ATTACK = 0.005;

export class Signals {
  constructor() {
    /** @type {AudioContext | null} */
    this.audio = null;
    this.enabled = true;
  }

  /** Browsers let a page sound only after a tap: the start button calls this. */
  unlock() {
    if (!this.audio && "AudioContext" in window) this.audio = new AudioContext();
    this.audio?.resume().catch(() => {
      this.audio = null; // no sound device: the screen and the vibration still tell
    });
  }

  /**
   * Sound and vibrate in the frame of the colour.
   *
   * @param {"A" | "B" | "C" | "D"} name
   * @param {boolean} withNote true when the crew has a note to read: one more tone
   */
  give(name, withNote) {
    if (!this.enabled) return;
    const key = name === "A" && withNote ? "A_NOTE" : name;
    if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(VIBRATIONS[key]);
    if (this.audio?.state === "running") play(this.audio, SOUNDS[key]);
  }
}

/**
 * @param {AudioContext} audio
 * @param {Sound} sound
 */
function play(audio, sound) {
  let output = /** @type {AudioNode} */ (audio.destination);
  if (sound.lowPass) {
    const filter = new BiquadFilterNode(audio, { type: "lowpass", frequency: sound.lowPass });
    filter.connect(output);
    output = filter;
  }
  for (const [frequency, start, length] of sound.notes) {
    const from = audio.currentTime + start / 1000;
    const until = from + length / 1000;
    const gain = new GainNode(audio, { gain: 0 });
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(sound.volume, from + ATTACK);
    gain.gain.setValueAtTime(sound.volume, until - ATTACK);
    gain.gain.linearRampToValueAtTime(0, until);
    const tone = new OscillatorNode(audio, { type: sound.wave, frequency });
    tone.connect(gain).connect(output);
    tone.start(from);
    tone.stop(until);
  }
}
