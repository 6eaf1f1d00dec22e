/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.util.List;

/** A fault, and how it is injected. */
interface Scenario {
  /** As {@code --soak} takes it, such as {@code kill}. */
  String name();

  /** What it cannot run without on this machine; empty where it can run. */
  default String obstacle() {
    return "";
  }

  /** Injects the fault; returns what came of it. */
  List<Row> run(Dose dose) throws Exception;
}
