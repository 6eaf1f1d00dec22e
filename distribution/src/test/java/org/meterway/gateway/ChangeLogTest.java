/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeLogTest {
  private final List<String> logged = new ArrayList<>();

  @Test
  void aProblemIsToldOnceItHasLastedAndAgainAfterItWasGone() {
    ChangeLog log = new ChangeLog(logged::add, 2);

    log.update(List.of("a"));
    assertEquals(List.of(), logged);
    log.update(List.of("a", "b"));
    log.update(List.of("a"));
    assertEquals(List.of("a"), logged);
    log.update(List.of());
    log.update(List.of("a"));
    log.update(List.of("a"));
    assertEquals(List.of("a", "a"), logged);
  }
}
