// The date and hour of opening stand there only when they count.
export default function materialForm(form) {
  const opens = form.elements.opens;
  const pair = form.querySelector(".opening");
  const show = () => pair.classList.toggle("closed", opens.value !== "at");
  opens.addEventListener("change", show);
  show();
}
