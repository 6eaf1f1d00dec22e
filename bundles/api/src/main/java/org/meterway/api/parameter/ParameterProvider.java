/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.parameter;

import java.util.Optional;
import org.meterway.api.message.Value;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Provides parameters of the module to the meters: the answers to GET and SET of protocol 0x2200. A
 * whiteboard service that names its parameters in {@link ProvidesParameters}; the higher {@code
 * service.ranking} is asked first, and one of a negative ranking only when nothing is configured
 * either.
 *
 * <p>Called on the link's lane; may block, but then the link waits.
 */
@ConsumerType
public interface ParameterProvider {
  /**
   * The value for a GET of the meter.
   *
   * @return empty if this provider has none: the next one is asked
   * @throws Exception is logged, and the meter gets GET_ERROR_RESPONSE
   */
  Optional<Value> get(String link, int parameter) throws Exception;

  /**
   * Takes the value of a SET of the meter. A bare value, of a parameter without a type, comes as
   * octet-string.
   *
   * @return whether the value was taken: SET_OK, else SET_FAILED
   * @throws Exception is logged, and the meter gets SET_FAILED
   */
  default boolean set(String link, int parameter, Value value) throws Exception {
    return false;
  }
}
