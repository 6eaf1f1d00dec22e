/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import java.time.Instant;
import java.util.HexFormat;
import org.meterway.api.message.Command;
import org.meterway.api.message.Message;

/**
 * A message that somebody looks at.
 *
 * @param number counts what is looked at
 * @param size of the information field, in bytes
 * @param information its first bytes
 */
record Heard(
    long number, Instant time, String link, Message message, int size, byte[] information) {
  /** So much of an information field is shown. */
  static final int MOST_BYTES = 256;

  String json() {
    return Json.object(
        this,
        (json, it) -> {
          json.member("number", number)
              .member("time", time.toString())
              .member("link", link)
              .member("protocol", Snapshot.protocol(message.protocol()))
              .member(
                  "command",
                  Command.of(message.command())
                      .map(Command::name)
                      .orElseGet(() -> "0x%02x".formatted(message.command())));
          MessageWords.write(message, json);
          json.member("size", size).member("hex", HexFormat.of().formatHex(information));
        });
  }
}
