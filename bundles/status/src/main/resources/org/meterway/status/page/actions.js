/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

// What an operator can do: asked for, confirmed, done, and told.

import { byId, text } from './dom.js';
import { restartWarning } from './words.js';

let chosen = null;

/** Asks whether a part shall begin anew. */
export function offer(part, label) {
  chosen = { kind: part.kind, name: part.name };
  text(byId('confirm-title'), `${label}?`);
  text(byId('confirm-words'), restartWarning(part.kind));
  text(byId('confirm-yes'), label);
  byId('confirm').showModal();
}

/** Ties the dialog to what it does. */
export function begin() {
  byId('confirm-no').addEventListener('click', () => byId('confirm').close());
  byId('confirm-yes').addEventListener('click', () => {
    byId('confirm').close();
    restart(chosen);
  });
}

async function restart({ kind, name }) {
  const result = byId('result');
  text(result, `Asking ${kind} ${name} to begin anew`);
  try {
    const { token } = await answer(await fetch('token'));
    const done = await answer(
      await fetch('actions', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Meterway-Token': token },
        body: JSON.stringify({ kind, name, action: 'restart' }),
      }));
    text(result, `Done: ${done.done}.`);
  } catch (problem) {
    text(result, `Not done: ${problem.message}`);
  }
}

/** The members of an answer; what is none says why. */
async function answer(response) {
  const body = await response.text();
  let members = {};
  try {
    members = JSON.parse(body);
  } catch {
    members = { error: body.trim() };
  }
  if (!response.ok) {
    throw new Error(members.error ?? `the gateway answered ${response.status}`);
  }
  return members;
}
