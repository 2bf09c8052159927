// The sheet of components shows hover and focus standing still. Their rules are not written twice: each rule of the
// page's own style sheets is copied beside itself, with .shown-hover for :hover and .shown-focus for the focus.
const STATES = [[/:hover/g, ".shown-hover"], [/:focus-(visible|within)/g, ".shown-focus"]];

export default function shownStates(page) {
  for (const sheet of document.styleSheets) copyRules(sheet);
  for (const example of page.querySelectorAll("[data-shown]")) {
    const control = example.querySelector(example.dataset.shownAt ?? "a, button, input, select, textarea");
    control.classList.add(`shown-${example.dataset.shown}`);
  }
}

function copyRules(group) {
  for (let at = group.cssRules.length - 1; at >= 0; at--) {
    const rule = group.cssRules[at];
    if (!rule.selectorText) {
      if (rule.cssRules) copyRules(rule);
      continue;
    }
    const shown = STATES.reduce((text, [state, name]) => text.replace(state, name), rule.selectorText);
    // A part of a control (::file-selector-button) has states that no class can stand for.
    if (shown !== rule.selectorText && !/::[\w-]+\.shown/.test(shown)) group.insertRule(rule.cssText.replace(rule.selectorText, shown), at + 1);
  }
}
