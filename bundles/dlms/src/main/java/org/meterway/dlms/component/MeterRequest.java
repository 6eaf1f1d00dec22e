/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import org.meterway.api.dlms.DlmsException;

/**
 * What is asked of a meter.
 *
 * @param <T> what comes of it
 */
interface MeterRequest<T> {
  /** Asks. Called on the meter's thread, with an open association. */
  T ask(MeterSession session) throws IOException, DlmsException;

  /** Whether it may have changed something in the meter when it ends without an answer. */
  default boolean changes() {
    return false;
  }

  /** Whether it may be asked once more, by a new association, after the line has failed. */
  default boolean isRepeatable() {
    return !changes();
  }
}
