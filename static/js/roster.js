// The preview counts digits while a NIK is typed, lets a repaired cell lose its tint, and counts the button up.
// The server checks everything again: this only saves a trip.
export default function roster(form) {
  const button = document.querySelector("[data-save]");
  const saved = Number(form.dataset.saved);
  const words = button?.querySelector(".words");
  const barWords = document.querySelector(".bar-words b");
  const firstWords = barWords?.textContent;
  const update = () => {
    let repaired = 0;
    for (const row of form.querySelectorAll("[data-row]")) {
      const cells = [...row.querySelectorAll(".wrong-cell")];
      const open = cells.filter((cell) => !isFixed(cell));
      for (const cell of cells) cell.classList.toggle("fixed", !open.includes(cell));
      if (!cells.length) continue;
      const word = row.querySelector("[data-word]");
      if (!open.length) repaired += 1;
      word.textContent = open.length ? "Bermasalah" : "Diperbaiki";
      row.querySelector(".result").classList.toggle("fixed", !open.length);
    }
    if (!words) return;
    const number = (count) => count.toLocaleString("id-ID");
    const left = Number(form.dataset.errors) - repaired;
    words.textContent = `Simpan ${number(saved + repaired)} peserta`;
    if (barWords && left >= 0 && repaired) barWords.textContent = left ? `${number(left)} baris bermasalah tidak ikut disimpan.` : "Semua baris sudah diperbaiki.";
    else if (barWords) barWords.textContent = firstWords;
  };
  for (const input of form.querySelectorAll("[data-nik]")) {
    const count = input.parentElement.querySelector(".count");
    const show = () => {
      const digits = input.value.replace(/\D/g, "").length;
      count.textContent = digits ? `${digits} dari 16` : "";
    };
    input.addEventListener("input", show);
    show();
  }
  form.addEventListener("input", update);
  form.addEventListener("change", update);
  update();
}

function isFixed(cell) {
  const nik = cell.querySelector("[data-nik]");
  if (nik) return nik.value !== nik.defaultValue && /^\d{16}$/.test(nik.value.replace(/[\s.-]/g, ""));
  const select = cell.querySelector("select[data-region]");
  if (select) return select.value !== "";
  return cell.querySelector("input[data-region]:checked") !== null;
}
