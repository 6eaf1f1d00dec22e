/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Joins the parts of long messages. It keeps no parts itself: they stay in the modem, which
 * survives a restart of the gateway; it only knows since when a message waits for its other parts.
 * Not thread-safe.
 */
final class MessageJoiner {
  /** What the parts of one message have in common. */
  private record Key(String sender, int reference, boolean wide, int parts) {
    static Key of(ReceivedPart part, PartOf of) {
      return new Key(part.sender(), of.reference(), of.wide(), of.parts());
    }
  }

  /**
   * A message that is whole.
   *
   * @param part with the text of all parts
   * @param sources what it was joined of; doubles too
   */
  record Whole(ReceivedPart part, List<StoredMessage> sources) {}

  /**
   * What is there.
   *
   * @param whole in the order in which they are stored
   * @param expired parts whose others did not come in time
   * @param waiting parts whose others may still come
   */
  record Joined(List<Whole> whole, List<StoredMessage> expired, List<StoredMessage> waiting) {}

  private final Map<Key, Long> since = new LinkedHashMap<>();

  /**
   * Joins what there is.
   *
   * @param now in nanoseconds, as {@link System#nanoTime}
   * @param patience how long parts wait for their others
   */
  Joined join(List<StoredMessage> messages, long now, long patience) {
    Map<Key, List<StoredMessage>> groups = new LinkedHashMap<>();
    List<Whole> whole = new ArrayList<>();
    List<StoredMessage> expired = new ArrayList<>();
    List<StoredMessage> waiting = new ArrayList<>();
    for (StoredMessage message : messages) {
      ReceivedPart part = message.part().orElseThrow();
      if (part.partOf().isEmpty()) {
        whole.add(new Whole(part, List.of(message)));
      } else {
        groups
            .computeIfAbsent(Key.of(part, part.partOf().get()), key -> new ArrayList<>())
            .add(message);
      }
    }
    since.keySet().retainAll(groups.keySet());
    groups.forEach(
        (key, group) -> {
          Map<Integer, ReceivedPart> parts = new TreeMap<>();
          for (StoredMessage message : group) {
            ReceivedPart part = message.part().orElseThrow();
            parts.putIfAbsent(part.partOf().orElseThrow().part(), part);
          }
          long begun = since.computeIfAbsent(key, it -> now);
          if (parts.size() == key.parts) {
            since.remove(key);
            whole.add(new Whole(joined(parts), group));
          } else if (now - begun >= patience) {
            since.remove(key);
            expired.addAll(group);
          } else {
            waiting.addAll(group);
          }
        });
    return new Joined(whole, expired, waiting);
  }

  private static ReceivedPart joined(Map<Integer, ReceivedPart> parts) {
    ReceivedPart first = parts.values().iterator().next();
    String text = parts.values().stream().map(ReceivedPart::text).collect(Collectors.joining());
    return new ReceivedPart(first.sender(), text, first.sent(), first.partOf());
  }
}
