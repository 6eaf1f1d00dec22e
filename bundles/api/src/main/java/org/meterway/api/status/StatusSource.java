/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.status;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A part of the gateway that tells its state and counters. A whiteboard service: whoever shows
 * states collects all of them.
 */
@ConsumerType
public interface StatusSource {
  /** The state right now; cheap, and callable from any thread. */
  Status describe();
}
