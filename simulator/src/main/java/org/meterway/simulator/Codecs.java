/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.util.Objects;
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.message.MessageCodec;

/** How messages become bytes on one line and back. */
public record Codecs(FrameCodec frames, MessageCodec messages, FrameFormat format) {
  /** Nothing may be absent. */
  public Codecs {
    Objects.requireNonNull(frames, "frames");
    Objects.requireNonNull(messages, "messages");
    Objects.requireNonNull(format, "format");
  }
}
