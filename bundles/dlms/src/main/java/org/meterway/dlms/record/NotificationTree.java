/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.record;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.meterway.dlms.apdu.DataNotification;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.push.Notification;
import org.meterway.dlms.push.Reading;

/** What meters push, as trees for {@link JsonTree}. */
public final class NotificationTree {
  private static final int SHORTEST_TEXT = 3;

  private NotificationTree() {}

  /** All of a notification: who sent it, how it was protected, its readings and its content. */
  public static Map<String, Object> of(String peer, Notification heard) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("peer", peer);
    tree.put("framing", heard.telegram().framing().word());
    if (heard.systemTitle().length > 0) {
      tree.put("system-title", heard.systemTitle());
    }
    if (heard.invocationCounter() >= 0) {
      tree.put("invocation-counter", heard.invocationCounter());
      tree.put("verified", heard.verified());
    }
    tree.put("layout", heard.layout().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    tree.put("readings", heard.readings().stream().map(NotificationTree::of).toList());
    if (heard.content() instanceof DataNotification data) {
      tree.put("notification", Explainer.notification(data));
    } else {
      tree.put("content", ApduTree.of(heard.content()));
    }
    return tree;
  }

  /** A reading: object, attribute if it is told, value, and unit or text. */
  public static Map<String, Object> of(Reading reading) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("object", reading.name().toString());
    if (reading.attribute() != 0) {
      tree.put("attribute", reading.attribute());
    }
    if (reading.scaled().isPresent()) {
      tree.put("value", reading.scaled().get());
      tree.put("unit", reading.scalerUnit().unit().symbol());
    } else {
      tree.put("value", reading.value());
      text(reading.value()).ifPresent(text -> tree.put("text", text));
    }
    return tree;
  }

  /** The text in an octet-string whose octets are printable all; empty for other values. */
  public static Optional<String> text(Data value) {
    if (!(value instanceof Data.OctetString octets) || octets.length() < SHORTEST_TEXT) {
      return Optional.empty();
    }
    byte[] bytes = octets.octets();
    for (byte octet : bytes) {
      if (octet < 0x20 || octet > 0x7E) {
        return Optional.empty();
      }
    }
    return Optional.of(new String(bytes, StandardCharsets.US_ASCII));
  }
}
