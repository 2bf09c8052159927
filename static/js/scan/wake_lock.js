/**
 * Keeps the screen on while the crew scans. The system takes the lock away whenever the page is hidden;
 * `hold()` is called again when it comes back.
 */

/** @type {WakeLockSentinel | null} */
let lock = null;
let wanted = false;

/** @returns {Promise<void>} */
export async function holdScreen() {
  wanted = true;
  if (!("wakeLock" in navigator) || document.visibilityState !== "visible" || (lock && !lock.released)) return;
  try {
    const taken = await navigator.wakeLock.request("screen");
    if (wanted) lock = taken;
    else await taken.release();
  } catch {
    lock = null; // low battery: the phone decides, scanning goes on
  }
}

export function releaseScreen() {
  wanted = false;
  lock?.release().catch(() => {});
  lock = null;
}
