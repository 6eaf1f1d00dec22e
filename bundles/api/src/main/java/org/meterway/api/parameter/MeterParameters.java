/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.parameter;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The module's own GET and SET to a meter. A service; may be used from any thread, and does not
 * wait.
 */
@ProviderType
public interface MeterParameters {
  /**
   * Asks a meter for a parameter.
   *
   * @param link the name of the link
   * @param parameter 0 to 65535
   * @param timeout how long to wait for the answer
   * @return the value's bytes; completes exceptionally with {@link MeterRequestException} if the
   *     meter refuses, does not answer in time, or cannot be reached
   */
  CompletionStage<byte[]> get(String link, int parameter, Duration timeout);

  /**
   * Sets a parameter of a meter.
   *
   * @param data as it stands behind the parameter id
   * @return completes when the meter confirms; else exceptionally as in {@link #get}
   */
  CompletionStage<Void> set(String link, int parameter, byte[] data, Duration timeout);
}
