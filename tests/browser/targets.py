"""What a finger must hit: 48 px on phones; only a link inside a sentence may be as high as its line."""

from playwright.sync_api import Page

LEAST_PX = 48
#: A label stands for its box, and a row for the link laid over it. A sentence: two words beside its links.
TOO_SMALL = """
(least) => {
  const controls = "a[href], button, summary, select, textarea, input:not([type=hidden])";
  const blocks = "p, li, dd, dt, td, th, small, legend, div, figcaption";
  const chain = (one) => (one ? [one, ...chain(one.parentElement)] : []);
  const style = (one) => getComputedStyle(one);
  const cut = (one) => chain(one).some((box) => style(box).clipPath !== "none");
  const hidden = (one) => !one.getClientRects().length || one.matches(".skip") || cut(one);
  const inSentence = (link) => {
    const block = link.closest(blocks);
    if (link.tagName !== "A" || !block) return false;
    const rest = block.cloneNode(true);
    rest.querySelectorAll(`${controls}, .vh`).forEach((one) => one.remove());
    return rest.textContent.trim().split(/\\s+/).filter((word) => /[a-z]{2}/i.test(word)).length >= 2;
  };
  const laidOver = (one) => getComputedStyle(one, "::after").position === "absolute";
  const row = (one) => laidOver(one) && chain(one).find((box) => style(box).position !== "static");
  const height = (one) => {
    const boxes = [one, one.closest("label"), one.labels?.[0], row(one)].filter(Boolean);
    return Math.max(...boxes.map((box) => box.getBoundingClientRect().height));
  };
  return [...document.querySelectorAll(controls)]
    .filter((one) => !hidden(one) && style(one).visibility !== "hidden")
    .filter((one) => height(one) < least - 0.5 && !inSentence(one))
    .map((one) => `${Math.round(height(one))} px: ${one.outerHTML.replace(/\\s+/g, " ").slice(0, 110)}`);
}
"""


def too_small(page: Page) -> list[str]:
    """Controls of the page that are lower than 48 px, with their heights."""
    found: list[str] = page.evaluate(TOO_SMALL, LEAST_PX)
    return found
