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
  /** The owners of a parameter, whom to ask first at the head. */
  List<ParameterProvider> of(int parameter);
}
