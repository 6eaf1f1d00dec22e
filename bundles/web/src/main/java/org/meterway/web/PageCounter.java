/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

/** What the gate counts. */
enum PageCounter {
  /** Requests of all kinds. */
  REQUESTS,
  /** Requests with a wrong user or password, or with too many of them before. */
  LOGINS_REFUSED,
  /** Requests that a page of another site made a browser send, or that had no token. */
  FOREIGN_REQUESTS,
  /** Requests on which a resource failed. */
  FAILURES,
  /** Streams of events that were begun. */
  STREAMS,
  /** Streams that were refused since there are too many. */
  STREAMS_REFUSED,
  /** Streams that were closed since their listener was too slow. */
  STREAMS_TOO_SLOW
}
