/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

// Cards, tables and lists of everything that tells its state.

import { badge, byId, drawing, element, keyed, text } from './dom.js';
import { History } from './history.js';
import * as words from './words.js';
import { offer } from './actions.js';

const WORST_FIRST = ['CRITICAL', 'WARNING', 'OK'];
const histories = new Map();

const idOf = (source) => `${source.kind}/${source.name}`;

/** Notes what the counters of each link are now; called once a second. */
export function remember(sources) {
  const links = [...sources.values()].filter((source) => source.kind === 'link');
  for (const link of links) {
    const port = sources.get(`port/${link.facts.port}`);
    const history = histories.get(link.name) ?? new History();
    histories.set(link.name, history);
    history.add({
      framesIn: link.counters['frames.in'] ?? 0,
      framesOut: link.counters['frames.out'] ?? 0,
      bytesIn: port?.counters['bytes.in'] ?? 0,
      bytesOut: port?.counters['bytes.out'] ?? 0,
    });
  }
  for (const name of histories.keys()) {
    if (!sources.has(`link/${name}`)) {
      histories.delete(name);
    }
  }
}

/** Shows everything anew. */
export function show(sources, handlers, now) {
  const all = [...sources.values()];
  showLinks(sources, all.filter((source) => source.kind === 'link'), now);
  showHealth(all, now);
  showGroups(all, now);
  showHandlers(handlers);
}

// --- Links

function showLinks(sources, links, now) {
  byId('no-links').hidden = links.length > 0;
  keyed(byId('link-cards'), links, idOf, makeLink, (card, link) => updateLink(card, link, sources, now));
}

function makeLink(link) {
  const title = element('h3', {}, link.name);
  const state = element('span', { class: 'badge' });
  const reason = element('p', { class: 'reason' });
  const facts = element('dl');
  const values = {};
  for (const name of ['Port', 'Head end', 'Last frame', 'From the meter', 'To the meter', 'Waiting']) {
    values[name] = element('dd');
    facts.append(element('dt', {}, name), values[name]);
  }
  const line = drawing('path');
  const spark = drawing(
    'svg',
    { class: 'spark', viewBox: `0 0 ${History.length - 1} 20`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    line);
  const caption = element('figcaption');
  const faults = element('ul', { class: 'faults' });
  const buttons = element('div', { class: 'buttons' });
  const card = element(
    'article',
    { class: 'card', 'aria-label': `Link ${link.name}` },
    element('header', {}, title, state),
    reason,
    facts,
    element('figure', {}, spark, caption),
    faults,
    buttons);
  card.shown = { state, reason, values, line, caption, faults, buttons };
  return card;
}

function updateLink(card, link, sources, now) {
  const { state, reason, values, line, caption, faults, buttons } = card.shown;
  const port = sources.get(`port/${link.facts.port}`);
  const headEnd = sources.get(`headend/${link.facts['head.end']}`);
  const history = histories.get(link.name) ?? new History();
  badge(state, link.health, `${link.state}, ${words.health(link.health)}`);
  text(reason, link.reason);
  reason.hidden = link.reason === '';
  text(values.Port, partWords(port, link.facts.port));
  text(values['Head end'], partWords(headEnd, link.facts['head.end']));
  text(values['Last frame'], lastFrame(link, now));
  text(values['From the meter'], rateWords(history, 'framesIn', 'bytesIn', port));
  text(values['To the meter'], rateWords(history, 'framesOut', 'bytesOut', port));
  text(values.Waiting, waitingWords(link, headEnd));
  drawSpark(line, caption, history);
  const wrong = [link, port, headEnd].filter(Boolean).flatMap(wrongCounters);
  keyed(
    faults,
    wrong,
    (fault) => fault.id,
    () => element('li'),
    (item, fault) => text(item, fault.words));
  faults.hidden = wrong.length === 0;
  const restartable = [port, headEnd].filter((part) => part?.restartable);
  if (restartable.length === 0 && link.restartable) {
    restartable.push(link);
  }
  showButtons(buttons, restartable);
}

function showButtons(buttons, restartable) {
  keyed(
    buttons,
    restartable,
    idOf,
    (part) => {
      const label = `${words.restart(part.kind)} ${part.name}`;
      const button = element('button', { type: 'button' }, label);
      button.addEventListener('click', () => offer(part, label));
      return button;
    },
    () => {});
}

function partWords(part, name) {
  return part ? `${name}: ${part.state}` : name ? `${name}: not known` : 'none';
}

function lastFrame(link, now) {
  const time = link.facts['last.frame'];
  return time ? `${words.duration(now - Date.parse(time))} ago` : 'none yet';
}

function rateWords(history, frames, bytes, port) {
  const counted = port && 'bytes.in' in port.counters;
  const perSecond = `${words.rate(history.rate(frames))} frames/s`;
  return counted ? `${perSecond}, ${words.bytes(history.rate(bytes))}/s` : perSecond;
}

function waitingWords(link, headEnd) {
  const messages = `${link.counters['waiting.messages'] ?? 0} messages`;
  const queued = headEnd?.facts['queued.payloads'];
  return queued === undefined
    ? messages
    : `${messages}, ${queued} payloads (${words.bytes(Number(headEnd.facts['queued.bytes'] ?? 0))})`;
}

function drawSpark(line, caption, history) {
  const steps = history.steps('framesIn', 'framesOut');
  const most = Math.max(...steps, 0);
  const first = History.length - steps.length;
  line.setAttribute(
    'd',
    steps
      .map((value, i) => `${i === 0 ? 'M' : 'L'}${first + i} ${(19 - (most > 0 ? (value / most) * 18 : 0)).toFixed(2)}`)
      .join(' '));
  text(
    caption,
    steps.length < 2
      ? 'Frames per second, last 5 minutes: collecting'
      : `Frames per second, last 5 minutes: now ${words.rate(steps.at(-1))}, at most ${words.rate(most)}`);
}

/** Counters of what went wrong that are not zero. */
function wrongCounters(source) {
  return Object.entries(source.counters)
    .filter(([name, count]) => count > 0 && words.advice(source.kind, name) !== '')
    .map(([name, count]) => ({
      id: `${idOf(source)}/${name}`,
      words: counterWords(source, name, count),
    }));
}

function counterWords(source, name, count) {
  const advice = words.advice(source.kind, name);
  return `${words.counter(source.kind, name)}: ${count}${count > 0 && advice ? ` — ${advice}` : ''}`;
}

// --- Health

function showHealth(all, now) {
  const sorted = [...all].sort(
    (a, b) => WORST_FIRST.indexOf(a.health) - WORST_FIRST.indexOf(b.health)
      || words.kindOrder(a.kind) - words.kindOrder(b.kind)
      || a.name.localeCompare(b.name));
  keyed(byId('health-rows'), sorted, idOf, makeHealth, (row, source) => {
    const [, health, state, since, reason] = row.children;
    badge(health.firstChild, source.health, words.health(source.health));
    text(state, source.state);
    text(since, words.duration(now - Date.parse(source.since)));
    text(reason, source.reason);
  });
}

function makeHealth(source) {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, `${source.kind} ${words.shortName(source.name)}`),
    element('td', {}, element('span', { class: 'badge' })),
    element('td', { class: 'nowrap' }),
    element('td', { class: 'nowrap' }),
    element('td'));
}

// --- All parts by kind

function showGroups(all, now) {
  const kinds = [...new Set(all.map((source) => source.kind))].sort(
    (a, b) => words.kindOrder(a) - words.kindOrder(b) || a.localeCompare(b));
  keyed(byId('part-groups'), kinds, (kind) => kind, makeGroup, (group, kind) => {
    keyed(
      group.lastChild,
      all.filter((source) => source.kind === kind),
      idOf,
      makePart,
      (part, source) => updatePart(part, source, now));
  });
}

function makeGroup(kind) {
  return element(
    'div',
    { class: 'group' },
    element('h3', {}, words.kind(kind)),
    element('div'));
}

function makePart(source) {
  const state = element('span', { class: 'badge' });
  const reason = element('p');
  const facts = element('dl');
  const counters = element('ul', { class: 'faults' });
  const zero = element('p', { class: 'quiet' });
  const buttons = element('div', { class: 'buttons' });
  const part = element(
    'details',
    {},
    element('summary', {}, element('span', { class: 'name' }, words.shortName(source.name)), state),
    reason,
    facts,
    counters,
    zero,
    buttons);
  part.shown = { state, reason, facts, counters, zero, buttons };
  return part;
}

function updatePart(part, source, now) {
  const { state, reason, facts, counters, zero, buttons } = part.shown;
  badge(state, source.health, `${source.state}, ${words.health(source.health)}`);
  if (!part.open) {
    // Nobody sees the rest; it is made when it opens.
    part.ontoggle = () => updatePart(part, source, now);
    return;
  }
  text(reason, source.reason);
  reason.hidden = source.reason === '';
  const shownFacts = [['for', words.duration(now - Date.parse(source.since))], ...Object.entries(source.facts)];
  keyed(
    facts,
    shownFacts.flatMap(([name, value]) => [{ id: `${name}/name`, tag: 'dt', value: name }, { id: name, tag: 'dd', value }]),
    (fact) => fact.id,
    (fact) => element(fact.tag),
    (node, fact) => text(node, fact.value));
  const counted = Object.entries(source.counters);
  keyed(
    counters,
    counted.filter(([, count]) => count !== 0),
    ([name]) => name,
    () => element('li'),
    (item, [name, count]) => text(item, counterWords(source, name, count)));
  const none = counted.filter(([, count]) => count === 0).map(([name]) => words.counter(source.kind, name));
  text(zero, none.length > 0 ? `At zero: ${none.join('; ')}.` : '');
  showButtons(buttons, source.restartable ? [source] : []);
}

// --- Handlers

function showHandlers(report) {
  const rows = (report.handlers ?? []).map((handler, place) => ({ ...handler, place }));
  keyed(
    byId('handler-rows'),
    rows,
    (handler) => `${handler.place}/${handler.bundle}/${handler.name}`,
    (handler) => element('tr', {}, element('th', { scope: 'row' }, words.shortName(handler.name)),
      ...Array.from({ length: 7 }, (_, i) => element('td', i >= 3 && i <= 5 ? { class: 'number' } : {}))),
    updateHandler);
  const unhandled = Object.entries(report.unhandled ?? {});
  text(
    byId('unhandled'),
    unhandled.length === 0
      ? 'Every message had a handler.'
      : `Messages nobody handled: ${unhandled.map(([id, count]) => `${count} of protocol ${id}`).join(', ')} — no handler is bound for them.`);
}

function updateHandler(row, handler) {
  const [, state, protocols, links, ranking, handled, failed, bundle] = row.children;
  const name = { BOUND: 'bound', SHADOWED: 'shadowed', REJECTED: 'rejected' }[handler.state] ?? handler.state;
  text(state, handler.reason ? `${name}: ${handler.reason}` : name);
  text(protocols, handler.protocols.join(', '));
  text(links, handler.links.length === 0 ? 'all' : handler.links.join(', '));
  text(ranking, `${handler.ranking}`);
  text(handled, `${handler.handled}`);
  text(failed, `${handler.failed}`);
  text(bundle, handler.bundle);
}
