// Marks what this telephone fetched: "tersimpan", or "baru diganti" until the newer version is fetched. The note is
// kept on the telephone alone, by the material's uid.
const PREFIX = "materi-";

export default function materialMarks(section) {
  const lines = [...section.querySelectorAll("a.material[data-uid]")];
  lines.forEach(show);
  section.addEventListener("click", (event) => {
    const link = event.target.closest("a[download]");
    const fetched = link?.hasAttribute("data-all") ? lines : lines.filter((one) => one === link);
    for (const line of fetched) {
      note(line);
      show(line);
    }
  });
}

function show(line) {
  const saved = Number(recall(line));
  const version = Number(line.dataset.version);
  line.classList.toggle("saved", saved >= version);
  if (!saved) return;
  const words = document.createElement(saved < version ? "b" : "span");
  words.className = saved < version ? "now" : "";
  words.textContent = saved < version ? "baru diganti" : "tersimpan";
  line.querySelector("[data-state]").replaceChildren(" · ", words);
}

// A browser may forbid to keep anything; then nothing is marked.
function note(line) {
  try {
    localStorage.setItem(PREFIX + line.dataset.uid, line.dataset.version);
  } catch { /* said above */ }
}

function recall(line) {
  try {
    return localStorage.getItem(PREFIX + line.dataset.uid);
  } catch {
    return null;
  }
}
