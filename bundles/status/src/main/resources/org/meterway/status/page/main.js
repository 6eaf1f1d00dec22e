/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

// Keeps the state that the gateway sends, and has it shown.

import { badge, byId, text } from './dom.js';
import { begin } from './actions.js';
import { remember, show } from './parts.js';
import { Tail } from './tail.js';
import { gateway } from './words.js';

const RETRY_MILLIS = 5000;
const LOST = 'Connection lost; what is shown is old. Trying again';

let sources = new Map();
let handlers = {};
let ahead = 0;
let stream = null;
let retry = 0;
let known = false;

const tail = new Tail(connect);

function connect() {
  clearTimeout(retry);
  stream?.close();
  const query = tail.wanted();
  stream = new EventSource(query ? `events?${query}` : 'events');
  stream.addEventListener('status', (event) => take(JSON.parse(event.data), true));
  stream.addEventListener('change', (event) => take(JSON.parse(event.data), false));
  stream.addEventListener('message', (event) => tail.add(JSON.parse(event.data)));
  stream.addEventListener('skipped', (event) => tail.skipped(JSON.parse(event.data).count));
  stream.addEventListener('open', () => tell('Live', false));
  stream.addEventListener('error', lost);
}

async function lost() {
  const refused = stream.readyState === EventSource.CLOSED;
  tell(LOST, true);
  if (refused) {
    // Not interrupted: the browser would not ask again.
    clearTimeout(retry);
    retry = setTimeout(connect, RETRY_MILLIS);
    tell(await whyRefused(), true);
  }
}

async function whyRefused() {
  try {
    const { status } = await fetch('events', { method: 'HEAD' });
    const reasons = {
      401: 'Logged out; load the page again to log in',
      503: 'Refused: too many pages are open, or no password is configured. Trying again',
    };
    return reasons[status] ?? LOST;
  } catch {
    return LOST;
  }
}

function tell(words, isLost) {
  text(byId('connection'), words);
  byId('connection').classList.toggle('lost', isLost);
}

function take(state, whole) {
  if (whole) {
    sources = new Map();
  }
  for (const id of state.gone ?? []) {
    sources.delete(id);
  }
  for (const source of state.sources) {
    sources.set(`${source.kind}/${source.name}`, source);
  }
  sources = new Map([...sources].sort(([a], [b]) => a.localeCompare(b)));
  handlers = state.handlers ?? handlers;
  // Ages are by the gateway's clock, whatever the browser's says.
  ahead = Date.parse(state.time) - Date.now();
  text(byId('host'), state.host);
  document.title = `${state.health === 'OK' ? '' : '! '}${state.host} – Meterway`;
  badge(byId('health'), state.health, gateway(state.health));
  tail.offer('link', [...sources.values()].filter((source) => source.kind === 'link').map((link) => link.name));
  tail.offer('protocol', (handlers.handlers ?? []).flatMap((handler) => handler.protocols));
  known = true;
  draw();
}

function draw() {
  show(sources, handlers, Date.now() + ahead);
}

begin();
connect();
setInterval(() => {
  if (known) {
    remember(sources);
    draw();
  }
}, 1000);
