import { say, start } from "./main.js";

// One row of the private links: tapping WhatsApp opens it and notes the link as sent; "Urungkan" takes the note back.
// Without script the row has a button of its own for the note.
export default function participantsLink(cell) {
  const tidy = () => { for (const form of cell.querySelectorAll("form.mark-sent")) form.hidden = true; };
  tidy();
  cell.addEventListener("click", (event) => {
    if (event.target.closest("a.tap")) send(cell.querySelector("form.mark-sent"));
  });
  cell.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.target);
  });

  async function send(form) {
    if (form.dataset.sent) return;
    form.dataset.sent = "1";
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Fragment": "1" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      cell.innerHTML = await answer.text();
      start(cell);
      tidy();
      say(cell.querySelector(".state")?.textContent.trim() ?? "Diurungkan");
    } catch {
      delete form.dataset.sent;
      form.hidden = false;
      say("Tanda belum tercatat. Coba lagi.");
    }
  }
}
