/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.meterway.api.message.Message;

class ViewerTest {
  private final FakeStream stream = new FakeStream();
  private long now;

  private Viewer viewer(String link, Integer protocol) {
    return new Viewer(stream, Optional.ofNullable(link), Optional.ofNullable(protocol), () -> now);
  }

  private static Heard heard() {
    return new Heard(1, Instant.EPOCH, "meter1", new Message.Get(0x8003), 3, new byte[] {1});
  }

  private static int hear(Viewer viewer, int messages) {
    int taken = 0;
    for (int i = 0; i < messages; i++) {
      if (viewer.wants("meter1", Message.PARAMETERS)) {
        viewer.add(heard());
        taken++;
      }
    }
    return taken;
  }

  @Test
  void onlyWhatIsWantedIsTaken() {
    assertTrue(viewer(null, null).wants("meter1", 0x2100));
    assertTrue(viewer("meter1", 0x2100).wants("meter1", 0x2100));
    assertFalse(viewer("meter2", null).wants("meter1", 0x2100));
    assertFalse(viewer(null, 0x2200).wants("meter1", 0x2100));
  }

  @Test
  void soManyASecondAreTakenAndTheOthersCounted() {
    Viewer viewer = viewer(null, null);

    assertEquals(20, hear(viewer, 50));
    viewer.sendMessages();
    assertEquals(0, hear(viewer, 1));
    now += TimeUnit.SECONDS.toNanos(1);
    assertEquals(20, hear(viewer, 20));
    viewer.sendMessages();

    assertEquals(40, stream.count("message"));
    assertTrue(stream.events.contains("skipped {\"count\":30}"), stream.events.toString());
    assertEquals("skipped {\"count\":31}", stream.events.get(stream.events.size() - 1));
  }

  @Test
  void whatNobodySendsDoesNotPileUp() {
    Viewer viewer = viewer(null, null);
    hear(viewer, 20);
    now += TimeUnit.SECONDS.toNanos(1);

    assertEquals(0, hear(viewer, 20));
  }
}
