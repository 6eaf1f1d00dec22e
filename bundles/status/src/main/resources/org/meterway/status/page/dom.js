/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

// Makes elements. All text goes in as text: nothing that a meter or a configuration says is markup.

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes, and with children that are elements or texts. */
export function element(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for a drawing. */
export function drawing(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** Sets a text only where it is another one, so that a selection stays. */
export function text(node, value) {
  if (node.textContent !== value) {
    node.textContent = value;
  }
}

/** The element with an id. */
export function byId(id) {
  return document.getElementById(id);
}

/**
 * Makes the children of a node those of a list, in its order. What has the same key keeps its
 * element, and with it the focus.
 */
export function keyed(parent, items, key, make, update) {
  const before = parent.keyedChildren ?? new Map();
  const now = new Map();
  let next = parent.firstChild;
  for (const item of items) {
    const id = key(item);
    if (now.has(id)) {
      continue;
    }
    const child = before.get(id) ?? make(item);
    update(child, item);
    now.set(id, child);
    if (child === next) {
      next = next.nextSibling;
    } else {
      parent.insertBefore(child, next);
    }
  }
  for (const [id, child] of before) {
    if (now.get(id) !== child) {
      child.remove();
    }
  }
  parent.keyedChildren = now;
}

/** A badge that says the health in colour and in words. */
export function badge(node, health, words) {
  const kind = { OK: 'ok', WARNING: 'warning', CRITICAL: 'critical' }[health] ?? 'warning';
  const className = `badge ${kind}`;
  if (node.className !== className) {
    node.className = className;
  }
  text(node, words);
}
