/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.dlms.security.CipheringException;

class CounterShelfTest {
  private static final byte[] TITLE = {'M', 'W', 'Y', 0, 0, 0, 0, 1};
  private static final byte[] KEY = new byte[16];
  private static final byte[] OTHER_KEY = {1, 2, 3};

  @TempDir Path folder;
  private final CounterShelf shelf = new CounterShelf();

  private CounterShelf.Lease lease(byte[] key) throws CipheringException {
    return shelf.lease(Optional.of(folder.resolve("dlms")), TITLE, key);
  }

  @Test
  void aCounterIsNeverUsedTwiceWhoeverUsesIt() throws CipheringException {
    CounterShelf.Lease one = lease(KEY);
    CounterShelf.Lease two = lease(KEY);
    assertSame(one.counters(), two.counters());
    assertEquals(1, one.counters().next());
    one.close();
    one.close();
    assertEquals(2, two.counters().next());
    two.close();
    try (CounterShelf.Lease later = lease(KEY)) {
      assertEquals(3, later.counters().next());
    }
  }

  @Test
  void eachKeyCountsForItself() throws CipheringException {
    try (CounterShelf.Lease one = lease(KEY);
        CounterShelf.Lease two = lease(OTHER_KEY)) {
      assertEquals(1, one.counters().next());
      assertEquals(1, two.counters().next());
    }
  }

  @Test
  void aNewCounterIsToBeLearntUntilItIs() throws CipheringException, IOException {
    lease(KEY).close();
    CounterShelf.Lease lease = lease(KEY);
    assertTrue(lease.isToBeLearnt());
    lease.learnt();
    assertFalse(lease.isToBeLearnt());
    lease.close();
    try (CounterShelf.Lease later = lease(KEY)) {
      assertFalse(later.isToBeLearnt());
    }
  }

  @Test
  void withoutAFolderThereIsNoCounter() {
    assertThrows(CipheringException.class, () -> shelf.lease(Optional.empty(), TITLE, KEY));
  }
}
