// A tapped WhatsApp link is noted, so that the next organizer sees "Sudah diingatkan 08.44". The link opens either way.
export default function liveReminders(box) {
  box.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-remind]");
    if (!link) return;
    const body = new URLSearchParams({
      titik: box.dataset.titik,
      csrf_token: document.querySelector('input[name="csrf_token"]').value,
    });
    const answer = await fetch(link.dataset.remind, {
      method: "POST",
      body,
      headers: { "X-Requested-With": "fetch" },
      keepalive: true,
    }).catch(() => null);
    if (!answer?.ok) return;
    const words = `Sudah diingatkan ${await answer.text()}`;
    const shown = document.getElementById(link.id) ?? link;
    shown.classList.add("done");
    shown.querySelector("span").textContent = words;
    shown.setAttribute("aria-label", shown.getAttribute("aria-label").replace(/^[^:]*/, `${words}, ingatkan lagi`));
  });
}
