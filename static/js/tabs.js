// Brings the active tab or chip into view where the row scrolls sideways (phones).
export default function tabs(nav) {
  const active = nav.querySelector("[aria-current]");
  const row = nav.querySelector("ul") ?? nav;
  if (!active || row.scrollWidth <= row.clientWidth) return;
  row.scrollLeft = active.offsetLeft - row.offsetLeft - (row.clientWidth - active.offsetWidth) / 2;
}
