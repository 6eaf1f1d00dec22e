/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.util.Comparator;

/**
 * A handler with its service properties of one moment.
 *
 * @param properties replaced when the service properties change
 * @param handler stays as long as the service is registered
 */
record HandlerBinding(HandlerProperties properties, TrackedHandler handler) {
  /** Who is asked first: the better {@link HandlerProperties#RANK}, then the older service. */
  static final Comparator<HandlerBinding> PREFERENCE =
      Comparator.comparing(HandlerBinding::properties, HandlerProperties.RANK)
          .thenComparing(binding -> binding.properties.serviceId());

  boolean serves(String link) {
    return properties.serves(link);
  }

  boolean isNonBlocking() {
    return properties.nonBlocking();
  }
}
