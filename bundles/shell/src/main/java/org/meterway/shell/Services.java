/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.util.List;
import java.util.function.Function;

/** The services of the gateway as they are at this moment. */
interface Services {
  /**
   * Uses each service of a type, the highest ranking first.
   *
   * @param use what is to be known of a service; one that throws is passed over
   */
  <T, R> List<R> map(Class<T> type, Function<T, R> use);
}
