// Opens the card's QR on the whole screen: bright, awake, closed by a tap, Escape or "Tutup".
export default function qrCard(card) {
  const dialog = document.getElementById(card.getAttribute("aria-controls"));
  let lock = null;
  card.addEventListener("click", async () => {
    dialog.showModal();
    dialog.querySelector("[data-close]").focus();
    lock = await navigator.wakeLock?.request("screen").catch(() => null) ?? null;
  });
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    lock?.release();
    lock = null;
    card.focus();
  });
}
