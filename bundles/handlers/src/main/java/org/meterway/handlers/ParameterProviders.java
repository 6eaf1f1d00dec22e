/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.List;
import org.meterway.api.parameter.ParameterProvider;

/** The services that provide parameters. */
interface ParameterProviders {
  /** The owners of a parameter, whom to ask first at the head; without those of last resort. */
  List<ParameterProvider> of(int parameter);

  /** Those who are asked when neither an owner nor the configuration has a value. */
  default List<ParameterProvider> ofLastResort(int parameter) {
    return List.of();
  }
}
