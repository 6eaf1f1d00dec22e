/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageJoinerTest {
  private static final long PATIENCE = 100;

  private final MessageJoiner joiner = new MessageJoiner();

  private static StoredMessage part(int index, String sender, int number, int parts, String text) {
    PartOf of = new PartOf(5, false, parts, number);
    ReceivedPart part = new ReceivedPart(sender, text, Instant.EPOCH, Optional.of(of));
    return new StoredMessage(index, text, Optional.of(part), "");
  }

  private static List<String> texts(MessageJoiner.Joined joined) {
    return joined.whole().stream().map(whole -> whole.part().text()).toList();
  }

  @Test
  void partsAreJoinedInTheirOrderWhateverOrderTheyCameIn() {
    MessageJoiner.Joined joined =
        joiner.join(
            List.of(
                part(1, "+49", 2, 3, "b"),
                part(2, "+49", 3, 3, "c"),
                part(3, "+50", 1, 2, "x"),
                part(4, "+49", 1, 3, "a"),
                part(5, "+49", 1, 3, "a")),
            0,
            PATIENCE);
    assertEquals(List.of("abc"), texts(joined));
    assertEquals(4, joined.whole().get(0).sources().size());
    assertEquals(1, joined.waiting().size());
  }

  @Test
  void partsWaitForTheOthersAndThenExpire() {
    List<StoredMessage> one = List.of(part(1, "+49", 1, 2, "a"));
    assertEquals(1, joiner.join(one, 1000, PATIENCE).waiting().size());
    assertEquals(1, joiner.join(one, 1099, PATIENCE).waiting().size());
    assertEquals(one, joiner.join(one, 1100, PATIENCE).expired());
    // What comes later begins to wait anew.
    assertEquals(List.of(), joiner.join(List.of(), 1200, PATIENCE).waiting());
    assertEquals(1, joiner.join(one, 2000, PATIENCE).waiting().size());
  }
}
