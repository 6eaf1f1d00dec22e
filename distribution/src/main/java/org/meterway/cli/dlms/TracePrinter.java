/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.meterway.cli.Console;
import org.meterway.dlms.record.Explainer;
import org.meterway.dlms.record.JsonTree;
import org.meterway.dlms.record.RecordedFrame;
import org.meterway.dlms.record.RecordedKeys;
import org.meterway.dlms.transport.FrameTrace;

/** Explains each frame as it goes, with its bytes. */
final class TracePrinter implements FrameTrace {
  private final Console console;
  private final Explainer explainer;
  private int number;

  TracePrinter(Console console, RecordedKeys keys) {
    this.console = console;
    explainer = new Explainer(keys);
  }

  @Override
  public void frame(Direction direction, Framing framing, byte[] bytes, int offset, int length) {
    byte[] frame = Arrays.copyOfRange(bytes, offset, offset + length);
    number++;
    boolean isSent = direction == Direction.SENT;
    for (Map<String, Object> tree :
        explainer.explain(new RecordedFrame(number, 0, isSent, frame))) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("frame", number);
      tree.remove("line");
      line.putAll(tree);
      line.put("bytes", frame);
      console.complain(JsonTree.write(line));
    }
  }
}
