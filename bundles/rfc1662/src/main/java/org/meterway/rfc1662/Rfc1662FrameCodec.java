/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import org.meterway.api.codec.FrameCodec;
import org.meterway.api.codec.FrameDecoder;
import org.meterway.api.codec.FrameEncoder;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.FrameSink;
import org.osgi.service.component.annotations.Component;

/**
 * Both framings of the meter protocol, and PPP in HDLC-like framing (RFC 1662).
 *
 * <p>Works without OSGi too.
 */
@Component
public final class Rfc1662FrameCodec implements FrameCodec {
  /** Has no state. */
  public Rfc1662FrameCodec() {}

  /**
   * {@inheritDoc}
   *
   * <p>The sink must not throw: a decoder from whose call an exception came is of no use any more.
   */
  @Override
  public FrameDecoder newDecoder(FrameFormat format, FrameSink sink) {
    return switch (format.framing()) {
      case LENGTH -> new LengthFrameDecoder(format, sink);
      case STUFFED -> new StuffedFrameDecoder(format, sink);
    };
  }

  @Override
  public FrameEncoder newEncoder(FrameFormat format) {
    return switch (format.framing()) {
      case LENGTH -> new LengthFrameEncoder(format);
      case STUFFED -> new StuffedFrameEncoder(format);
    };
  }
}
