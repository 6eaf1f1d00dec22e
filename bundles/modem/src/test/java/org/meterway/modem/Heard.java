/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Notes what a dialogue tells. */
final class Heard implements AtDialogue.Sink {
  final List<String> told = new ArrayList<>();
  final AtDialogue dialogue = new AtDialogue(this);

  /** What is told of these bytes. */
  List<String> of(String bytes) {
    told.clear();
    byte[] octets = bytes.getBytes(StandardCharsets.ISO_8859_1);
    dialogue.feed(octets, 0, octets.length);
    return told;
  }

  @Override
  public void answered(AtAnswer answer) {
    told.add(answer.kind() + " " + answer.lines() + " " + answer.words());
  }

  @Override
  public void prompted() {
    told.add("prompt");
  }

  @Override
  public void unsolicited(String text) {
    told.add("unasked " + text);
  }

  @Override
  public void late(String line) {
    told.add("late " + line);
  }
}
