package com.example.pulses;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;

/**
 * What a meter reports: one octet with the channel, four with the count of pulses, high byte first.
 *
 * @param channel 0 to 255
 * @param pulses 0 to 4294967295
 */
record Report(int channel, long pulses) {
  static final int LENGTH = 5;

  /** Reads a body; {@code null} if it is none. */
  static Report decode(byte[] body) {
    if (body.length != LENGTH) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.wrap(body);
    return new Report(Byte.toUnsignedInt(bytes.get()), Integer.toUnsignedLong(bytes.getInt()));
  }

  /** What the head end gets: {@code meter1 channel 2: 4.711 kWh}, with a line end. */
  String toLine(String link, PulseHandlerOptions options) {
    BigDecimal amount =
        BigDecimal.valueOf(pulses)
            .divide(BigDecimal.valueOf(options.pulsesPerUnit()), MathContext.DECIMAL64);
    return link
        + " channel "
        + channel
        + ": "
        + amount.toPlainString()
        + " "
        + options.unit()
        + "\n";
  }
}
