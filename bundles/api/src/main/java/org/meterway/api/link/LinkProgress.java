/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.link;

/**
 * What waits in a link and what has moved, for whoever watches whether it still moves. Both counts
 * of what has moved only grow while the link exists.
 *
 * <p>What waits because the world outside is away (a closed port, a head end that is not connected)
 * does not count: a link cannot do anything about it.
 *
 * @param waitingMessages messages of the meter that no handler has finished yet
 * @param finishedMessages messages of the meter that are done with
 * @param waitingPayloads payloads that wait at a connected head end; 0 while it is not connected
 * @param transmittedPayloads payloads that the head end has transmitted, of whichever link
 */
public record LinkProgress(
    long waitingMessages, long finishedMessages, long waitingPayloads, long transmittedPayloads) {
  /** Nothing waits, nothing has moved. */
  public static final LinkProgress NONE = new LinkProgress(0, 0, 0, 0);
}
