/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.meterway.api.message.Value;
import org.meterway.api.parameter.ParameterProvider;

/**
 * The module's parameters: those that services provide, then those that are configured, then those
 * of services of last resort.
 */
final class ParameterValues {
  private final ParameterProviders providers;
  private final Supplier<Map<Integer, Value>> configured;

  /**
   * @param configured asked again each time, so that changes of the configuration are seen
   */
  ParameterValues(ParameterProviders providers, Supplier<Map<Integer, Value>> configured) {
    this.providers = providers;
    this.configured = configured;
  }

  /**
   * The first value that anybody has.
   *
   * @throws Exception of the provider that was asked
   */
  Optional<Value> get(String link, int parameter) throws Exception {
    Optional<Value> owned = first(providers.of(parameter), link, parameter);
    if (owned.isPresent()) {
      return owned;
    }
    Value constant = configured.get().get(parameter);
    return constant != null
        ? Optional.of(constant)
        : first(providers.ofLastResort(parameter), link, parameter);
  }

  /**
   * Offers a value to the owners until one takes it. Configured parameters are read-only.
   *
   * @return whether one took it
   * @throws Exception of the provider that was asked
   */
  boolean set(String link, int parameter, Value value) throws Exception {
    List<ParameterProvider> owners = new ArrayList<>(providers.of(parameter));
    owners.addAll(providers.ofLastResort(parameter));
    for (ParameterProvider provider : owners) {
      if (provider.set(link, parameter, value)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Value> first(List<ParameterProvider> asked, String link, int parameter)
      throws Exception {
    for (ParameterProvider provider : asked) {
      Optional<Value> value = provider.get(link, parameter);
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }
}
