/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

// What a link's counters were during the last five minutes, and what follows from that.

const SECONDS = 300;
const RATE_SECONDS = 10;
const STEP = 5;

export class History {
  #samples = [];

  /** Notes counters, once a second. */
  add(sample) {
    const last = this.#samples.at(-1);
    if (last && Object.keys(sample).some((name) => sample[name] < last[name])) {
      // Counted from zero again: the part was replaced.
      this.#samples = [];
    }
    this.#samples.push(sample);
    if (this.#samples.length > SECONDS + 1) {
      this.#samples.shift();
    }
  }

  /** How much a counter grows in a second, of late. */
  rate(name) {
    const last = this.#samples.length - 1;
    return this.#between(name, Math.max(0, last - RATE_SECONDS), last);
  }

  /** Rates of counters together in steps of five seconds, oldest first. */
  steps(...names) {
    const rates = [];
    for (let end = this.#samples.length - 1; end >= STEP; end -= STEP) {
      rates.unshift(names.reduce((sum, name) => sum + this.#between(name, end - STEP, end), 0));
    }
    return rates;
  }

  /** How many steps there are in the whole time. */
  static get length() {
    return SECONDS / STEP;
  }

  #between(name, from, to) {
    return to > from ? (this.#samples[to][name] - this.#samples[from][name]) / (to - from) : 0;
  }
}
