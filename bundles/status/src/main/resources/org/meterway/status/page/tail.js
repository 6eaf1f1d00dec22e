/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

// The messages as they come: so many and no more, with a filter, a pause, and their bytes.

import { byId, element, text } from './dom.js';

const MOST = 200;

export class Tail {
  #messages = [];
  #paused = false;
  #missed = 0;
  #skipped = 0;
  #chosen = null;
  #changed;

  /**
   * A tail without messages.
   *
   * @param changed called when other messages are wanted
   */
  constructor(changed) {
    this.#changed = changed;
    byId('filter').addEventListener('submit', (event) => event.preventDefault());
    byId('filter-link').addEventListener('change', () => this.#refilter());
    byId('filter-protocol').addEventListener('change', () => this.#refilter());
    byId('filter-text').addEventListener('input', () => this.#show());
    byId('pause').addEventListener('click', () => this.#pause());
    byId('clear').addEventListener('click', () => this.#clear());
    byId('hex-close').addEventListener('click', () => this.#choose(null));
    this.#tell();
  }

  /** Which messages are wanted, for the gateway. */
  wanted() {
    const query = new URLSearchParams();
    for (const name of ['link', 'protocol']) {
      const value = byId(`filter-${name}`).value;
      if (value) {
        query.set(name, value);
      }
    }
    return query.toString();
  }

  /** A message has come. */
  add(message) {
    if (this.#paused) {
      this.#missed += 1;
    } else {
      this.#messages.unshift(message);
      this.#messages.length = Math.min(this.#messages.length, MOST);
      this.offer('protocol', [message.protocol]);
      if (this.#isWanted(message)) {
        const rows = byId('tail-rows');
        rows.prepend(this.#row(message));
        if (rows.children.length > MOST) {
          rows.lastChild.remove();
        }
      }
    }
    this.#tell();
  }

  /** So many came too fast to be shown. */
  skipped(count) {
    this.#skipped = count;
    this.#tell();
  }

  /** Adds what can be chosen from. */
  offer(name, values) {
    const select = byId(`filter-${name}`);
    const known = new Set([...select.options].map((option) => option.value));
    for (const value of values) {
      if (!known.has(value)) {
        select.append(element('option', { value }, value));
      }
    }
  }

  #isWanted(message) {
    const link = byId('filter-link').value;
    const protocol = byId('filter-protocol').value;
    const words = byId('filter-text').value.trim().toLowerCase();
    return (!link || message.link === link)
      && (!protocol || message.protocol === protocol)
      && (!words || cells(message).join(' ').toLowerCase().includes(words));
  }

  #refilter() {
    this.#show();
    this.#changed();
  }

  #pause() {
    this.#paused = !this.#paused;
    byId('pause').setAttribute('aria-pressed', `${this.#paused}`);
    this.#missed = 0;
    this.#tell();
  }

  #clear() {
    this.#messages = [];
    this.#show();
  }

  #show() {
    byId('tail-rows').replaceChildren(
      ...this.#messages.filter((message) => this.#isWanted(message)).map((message) => this.#row(message)));
    this.#tell();
  }

  #tell() {
    const shown = byId('tail-rows').children.length;
    const parts = [`${shown} shown, the latest first, at most ${MOST}`];
    if (this.#paused) {
      parts.unshift(`Paused; ${this.#missed} came meanwhile`);
    }
    if (this.#skipped > 0) {
      parts.push(`${this.#skipped} left out: at most 20 a second are shown`);
    }
    text(byId('tail-state'), `${parts.join('. ')}.`);
  }

  #row(message) {
    const [time, link, protocol, command, parameter, value, size] = cells(message);
    const button = element('button', { type: 'button', title: 'Show the bytes' }, time);
    const row = element(
      'tr',
      {},
      element('td', {}, button),
      element('td', {}, link),
      element('td', {}, protocol),
      element('td', {}, command),
      element('td', {}, parameter),
      element('td', { class: 'value' }, value),
      element('td', { class: 'number' }, size));
    button.addEventListener('click', () => this.#choose(message, row));
    if (this.#chosen?.message === message) {
      this.#mark(message, row);
    }
    return row;
  }

  #mark(message, row) {
    row.classList.add('chosen');
    this.#chosen = { message, row };
  }

  #choose(message, row) {
    const before = this.#chosen;
    before?.row.classList.remove('chosen');
    this.#chosen = null;
    byId('hex').hidden = message === null;
    if (message === null) {
      before?.row.querySelector('button').focus();
      return;
    }
    this.#mark(message, row);
    const shown = message.hex.length / 2;
    const title = byId('hex-title');
    text(title, `Message ${message.number} of ${message.link}`);
    text(
      byId('hex-words'),
      `Information field: command and body, ${message.size} bytes`
        + (shown < message.size ? `, of which the first ${shown}.` : '.'));
    text(byId('hex-dump'), dump(message.hex));
    title.focus();
  }
}

function cells(message) {
  return [
    new Date(message.time).toLocaleTimeString(undefined, { hour12: false }),
    message.link,
    message.protocol,
    message.command,
    message.parameter ? `${message.parameter} ${message.parameterName}`.trim() : '',
    message.value ?? '',
    `${message.size}`,
  ];
}

/** Offset, sixteen bytes, and the same as characters, a line each. */
export function dump(hex) {
  const lines = [];
  for (let at = 0; at < hex.length; at += 32) {
    const pairs = hex.slice(at, at + 32).match(/../g);
    const letters = pairs.map((pair) => {
      const code = parseInt(pair, 16);
      return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.';
    });
    const offset = (at / 2).toString(16).padStart(4, '0');
    lines.push(`${offset}  ${pairs.join(' ').padEnd(47)}  ${letters.join('')}`);
  }
  return lines.join('\n');
}
