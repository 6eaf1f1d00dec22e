/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import java.util.List;

/** A rule for each bundle. */
@FunctionalInterface
interface Rule {
  /** Names what in the bundle breaks the rule, or nothing. */
  List<String> broken(BundleFile bundle);
}
