// Compares a chosen PDF with the digest of the file that was issued; the file never leaves the phone.
export default function compareFile(box) {
  if (!globalThis.crypto?.subtle) return;
  box.hidden = false;
  const answer = box.querySelector(".compare");
  box.querySelector("input").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const found = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const isSame = found === box.dataset.sha256;
    answer.classList.toggle("differs", !isSame);
    answer.textContent = isSame
      ? "Berkas ini sama persis dengan yang kami terbitkan."
      : "Berkas ini berbeda dari yang kami terbitkan. Minta berkas aslinya.";
  });
}
