/**
 * A USB or Bluetooth scanner: it types the code very fast and ends with Enter. It needs no screen of its own.
 */

const GAP_MS = 100;
const SHORTEST = 8;

/**
 * Listen for codes that are typed faster than a hand can. The scanner's Enter is swallowed, so that it never presses
 * a button that happens to have the focus; keys in a field are left alone.
 *
 * @param {(code: string) => void} onCode
 */
export function listenForScanner(onCode) {
  let typed = "";
  let lastAt = 0;
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.target instanceof HTMLInputElement && event.target.type === "text") return;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const isFast = performance.now() - lastAt < GAP_MS;
      lastAt = performance.now();
      if (event.key.length === 1) {
        typed = (isFast ? typed : "") + event.key;
        if (typed.length > 1) event.preventDefault();
      } else if ((event.key === "Enter" || event.key === "Tab") && isFast && typed.length >= SHORTEST) {
        event.preventDefault();
        event.stopPropagation();
        const code = typed;
        typed = "";
        onCode(code);
      }
    },
    { capture: true },
  );
}
