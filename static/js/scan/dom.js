/**
 * Small builder of elements, so that no screen is made of HTML strings: a name from the roster is always
 * text, never markup.
 */

/**
 * @typedef {string | Node | null | undefined | false} Child
 */

/**
 * Make an element. `on` holds listeners, `text` the text content, everything else is an attribute;
 * `true` sets an empty attribute, `false`, `null` and `undefined` leave it out.
 *
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (name === "text") {
      element.textContent = value;
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, String(value));
    }
  }
  element.append(.../** @type {Node[]} */ (children.filter(Boolean)));
  return element;
}

/**
 * Copy a screen out of its `<template>`.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function fromTemplate(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  return /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
}

/**
 * Whether a screen stands in front: an answer that comes late must not move the focus or the title of another one.
 *
 * @param {HTMLElement} element of the screen
 */
export function isInFront(element) {
  return element.isConnected && !element.hidden;
}

/**
 * The one element of a screen that carries `data-part="name"`.
 *
 * @param {ParentNode} root
 * @param {string} name
 * @returns {any} typed loosely: the caller knows whether it is a button, a field or a line
 */
export function part(root, name) {
  const found = root.querySelector(`[data-part="${name}"]`);
  if (!found) throw new Error(`part ${name} is missing`);
  return found;
}
