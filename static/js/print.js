// <button data-module="print">: prints the page, whose style sheet decides what stands on the paper.
export default function print(button) {
  button.addEventListener("click", () => window.print());
}
