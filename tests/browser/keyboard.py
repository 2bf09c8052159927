"""Hands on the keyboard alone: Tab to what is wanted, then keys."""

from playwright.sync_api import Page

#: no page has more stops than this before what is wanted
MOST_STOPS = 120
FOCUSED = """
() => {
  const one = document.activeElement;
  if (one === document.body) return "";
  const labels = [...(one.labels ?? [])].map((label) => label.innerText);
  const words = [one.getAttribute("aria-label"), ...labels, one.innerText];
  return words.filter(Boolean).join(" ").replace(/\\s+/g, " ").trim();
}
"""
#: whether the focus can be seen: an outline, a shadow or a thick edge, of its own or on what stands for it
IS_SHOWN = """
() => {
  const one = document.activeElement;
  const edge = (style) => Number.parseFloat(style.borderTopWidth) >= 3;
  const drawn = (style) => style.outlineStyle !== "none" || style.boxShadow !== "none" || edge(style);
  const boxes = [one, one.labels?.[0], one.parentElement].filter(Boolean);
  return boxes.some((box) => drawn(getComputedStyle(box)));
}
"""


def tab_to(page: Page, words: str, *, backwards: bool = False) -> None:
    """Press Tab until the focus is on what says these words; it must be seen there."""
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        stops.append(str(page.evaluate(FOCUSED)))
        if words in stops[-1]:
            assert page.evaluate(IS_SHOWN), f"the focus on “{words}” is not seen"
            return
    raise AssertionError(f"Tab does not reach “{words}”: {stops[:40]}")
