// Once the QR is scrolled away, a bar at the foot brings it back.
export default function qrBar(bar) {
  const card = document.getElementById("qr");
  const watch = new IntersectionObserver(([entry]) => { bar.hidden = entry.isIntersecting; }, { threshold: 0.5 });
  watch.observe(card);
  bar.addEventListener("click", (event) => {
    event.preventDefault();
    card.click();
  });
}
