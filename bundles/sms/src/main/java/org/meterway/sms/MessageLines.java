/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the lines by which modems show messages: the answer to {@code AT+CMGL}, and {@code +CMT}
 * (3GPP TS 27.005, 3.4.2 and 3.4.1, 4.1). Sans I/O.
 */
final class MessageLines {
  private static final Pattern HEAD = Pattern.compile("\\+CMGL: ?(\\d{1,5}), ?([^,]*),(.*)");
  private static final String HEX = "(?:[0-9A-Fa-f]{4})*";

  private final boolean textMode;
  private final Supplier<Instant> now;

  /**
   * @param now stands for a time stamp that is none
   */
  MessageLines(boolean textMode, Supplier<Instant> now) {
    this.textMode = textMode;
    this.now = now;
  }

  /**
   * The messages that came; those that were written or sent on this modem are left out.
   *
   * @param ucs2 whether texts and numbers in text mode are hex digits of UCS2
   */
  List<StoredMessage> listed(List<String> lines, boolean ucs2) {
    List<StoredMessage> messages = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher head = HEAD.matcher(lines.get(i));
      if (!head.matches()) {
        continue;
      }
      int next = i + 1;
      while (next < lines.size() && !HEAD.matcher(lines.get(next)).matches()) {
        next++;
      }
      String body = String.join("\n", lines.subList(i + 1, next));
      i = next - 1;
      if (isReceived(head.group(2))) {
        int index = Integer.parseInt(head.group(1));
        messages.add(
            textMode
                ? text(index, head.group(3), body, ucs2)
                : pdu(index, body.lines().findFirst().orElse("")));
      }
    }
    return messages;
  }

  private static boolean isReceived(String state) {
    String plain = state.replace("\"", "").strip();
    return plain.equals("0") || plain.equals("1") || plain.startsWith("REC");
  }

  /** One that was handed over at once: the head, a line feed, the body. */
  StoredMessage direct(String indication, boolean ucs2) {
    int end = indication.indexOf('\n');
    String head = end < 0 ? indication : indication.substring(0, end);
    String body = end < 0 ? "" : indication.substring(end + 1);
    String values = head.substring(head.indexOf(':') + 1).strip();
    return textMode
        ? text(StoredMessage.NOT_STORED, values, body, ucs2)
        : pdu(StoredMessage.NOT_STORED, body.strip());
  }

  private StoredMessage pdu(int index, String hex) {
    try {
      return new StoredMessage(index, hex, DeliverPdu.decode(hex.strip(), now.get()), "");
    } catch (PduException e) {
      return new StoredMessage(index, hex, Optional.empty(), e.getMessage());
    }
  }

  /** Of {@code "sender",["name"],"time stamp"[,...]}. */
  private StoredMessage text(int index, String values, String body, boolean ucs2) {
    List<String> fields = fields(values);
    String sender = decoded(fields.isEmpty() ? "" : fields.get(0), ucs2);
    Instant sent = now.get();
    for (String field : fields) {
      sent = Timestamp.parse(field, sent);
    }
    ReceivedPart part = new ReceivedPart(sender, decoded(body, ucs2), sent, Optional.empty());
    return new StoredMessage(index, values + "\n" + body, Optional.of(part), "");
  }

  private static List<String> fields(String values) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (char character : values.toCharArray()) {
      if (character == '"') {
        quoted = !quoted;
      } else if (character == ',' && !quoted) {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else {
        field.append(character);
      }
    }
    fields.add(field.toString().strip());
    return fields;
  }

  /** Modems show numbers in hex digits as well, or not. */
  private static String decoded(String text, boolean ucs2) {
    if (!ucs2 || text.isEmpty() || !text.matches(HEX)) {
      return text;
    }
    return Ucs2.decode(HexFormat.of().parseHex(text));
  }
}
