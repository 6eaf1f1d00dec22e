/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.signon;

import java.nio.charset.StandardCharsets;

/**
 * The client's end of a sign-on (IEC 62056-21 mode E). Not thread-safe.
 *
 * <pre>
 * /? device ! CR LF                     at the initial speed
 *                   /PRS5\2 name CR LF
 * ACK 2 5 2 CR LF
 *                   ACK 2 5 2 CR LF
 * HDLC                                  at the agreed speed, eight bits without parity
 * </pre>
 *
 * <p>Bytes that come are put in; after each call of any method {@link #output} is to be written,
 * and {@link #next} is to be called at {@link #deadline} at the latest. Time is passed in:
 * nanoseconds from any beginning, never less than before. As meters confirm at the old speed, at
 * the new one, or not at all, any or no answer to the acknowledgement is taken for a confirmation:
 * the link that follows shows whether it was one.
 */
public final class SignOnClient {
  private enum State {
    NEW,
    IDENTIFYING,
    CONFIRMING,
    DONE
  }

  private static final long NEVER = Long.MAX_VALUE;
  private static final byte[] NOTHING = {};
  private static final char HDLC = '2';

  private final String device;
  private final int maxBaud;
  private final boolean parity;
  private final long responseNanos;
  private final long interOctetNanos;
  private final int retries;

  private final MessageReader reader = new MessageReader();
  private State state = State.NEW;
  private byte[] output = NOTHING;
  private Identification identification;
  private String refusal;
  private char speed;
  private long deadline = NEVER;
  private int tries;

  /**
   * Not begun.
   *
   * @param device which meter is asked; empty for any
   * @param maxBaud the highest speed to agree on
   * @param parity whether to send seven bits with even parity in the eight that the line has
   * @param responseNanos how long an answer may take to begin, in nanoseconds
   * @param interOctetNanos how long it may pause between two bytes, in nanoseconds
   * @param retries how often the opening is sent again
   */
  public SignOnClient(
      String device,
      int maxBaud,
      boolean parity,
      long responseNanos,
      long interOctetNanos,
      int retries) {
    this.device = device;
    this.maxBaud = maxBaud;
    this.parity = parity;
    this.responseNanos = responseNanos;
    this.interOctetNanos = interOctetNanos;
    this.retries = retries;
  }

  /** Opens. */
  public void start(long now) {
    tries = 0;
    refusal = null;
    open(now);
  }

  private void open(long now) {
    state = State.IDENTIFYING;
    tries++;
    reader.reset();
    send("/?" + device + "!", now);
  }

  private void send(String message, long now) {
    output = (message + "\r\n").getBytes(StandardCharsets.US_ASCII);
    if (parity) {
      Parity.add(output);
    }
    deadline = now + responseNanos;
  }

  /**
   * Puts bytes in that came.
   *
   * @return how many of them were taken; those behind the confirmation are not
   */
  public int put(byte[] bytes, int offset, int length, long now) {
    for (int i = 0; i < length; i++) {
      if (state == State.DONE) {
        return i;
      }
      State before = state;
      if (reader.add(bytes[offset + i])) {
        message(reader.message(), now);
      }
      if (state == before && (state == State.CONFIRMING || reader.isBegun())) {
        deadline = now + interOctetNanos;
      }
    }
    return length;
  }

  private void message(String message, long now) {
    if (state == State.IDENTIFYING) {
      identified(message, now);
    } else if (state == State.CONFIRMING && message.charAt(0) == MessageReader.ACK) {
      finish();
    }
  }

  private void identified(String message, long now) {
    try {
      Identification said = Identification.parse(message);
      if (said.baud() == 0) {
        refusal =
            "the meter proposes speed '" + said.speed() + "', which is none of mode E (0 to 6)";
        return;
      }
      identification = said;
    } catch (SignOnException e) {
      refusal = e.getMessage();
      return;
    }
    speed = BaudRates.upTo(Math.min(identification.baud(), maxBaud));
    state = State.CONFIRMING;
    send("" + MessageReader.ACK + HDLC + speed + HDLC, now);
  }

  private void finish() {
    state = State.DONE;
    deadline = NEVER;
  }

  /**
   * What the time that has come makes.
   *
   * @return whether the meter has signed on; the line is to go on at {@link #baud} then
   * @throws SignOnException if the meter does not
   */
  public boolean next(long now) throws SignOnException {
    if (now >= deadline) {
      if (state == State.CONFIRMING) {
        finish();
      } else if (tries <= retries) {
        open(now);
      } else {
        deadline = NEVER;
        throw failure();
      }
    }
    return state == State.DONE;
  }

  private SignOnException failure() {
    if (refusal != null) {
      return new SignOnException(refusal, false);
    }
    return new SignOnException(
        "no identification within " + responseNanos / 1_000_000 + " ms, asked " + tries + " times",
        true);
  }

  /** When {@link #next} is to be called though nothing comes; the largest value for never. */
  public long deadline() {
    return deadline;
  }

  /** Takes what is to be written now; empty for nothing. */
  public byte[] output() {
    byte[] taken = output;
    output = NOTHING;
    return taken;
  }

  /** The speed that was agreed on, in bits a second. */
  public int baud() {
    return BaudRates.of(speed);
  }

  /** What the meter has said of itself; null before. */
  public Identification identification() {
    return identification;
  }
}
