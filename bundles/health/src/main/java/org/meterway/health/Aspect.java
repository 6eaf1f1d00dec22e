/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

/** One thing of the platform that can be out of order. Callable from any thread. */
interface Aspect {
  /** Its name in one word, which is the name of its fact too. */
  String name();

  /** Looks at it; what cannot be told is well. */
  Finding look();
}
