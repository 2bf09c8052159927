// Counts the digits of a NIK while it is typed: "11 dari 16 angka". Speaks only at the end and when there are too many.
const LENGTH = 16;

export default function participantsNik(input) {
  const count = document.createElement("p");
  count.className = "counter";
  const spoken = document.createElement("span");
  spoken.className = "vh";
  spoken.setAttribute("aria-live", "polite");
  const show = () => {
    const digits = input.value.replace(/\D/g, "").length;
    count.textContent = digits ? `${digits} dari ${LENGTH} angka` : "";
    count.classList.toggle("too-many", digits > LENGTH);
    spoken.textContent = digits === LENGTH ? "16 angka, lengkap" : digits > LENGTH ? `${digits} angka, terlalu banyak` : "";
  };
  input.after(count, spoken);
  input.addEventListener("input", show);
  show();
}
