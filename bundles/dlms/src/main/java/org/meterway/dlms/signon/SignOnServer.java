/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.signon;

import java.nio.charset.StandardCharsets;

/**
 * The meter's end of a sign-on (IEC 62056-21 mode E), as {@link SignOnClient} draws it. Not
 * thread-safe. Answers with parity bits if it is asked with some.
 */
public final class SignOnServer {
  private static final byte[] NOTHING = {};
  private static final int OPTION_LENGTH = 4;
  private static final char HDLC = '2';
  private static final String OPENING = "/?";

  private final Identification identification;
  private final String device;

  private final MessageReader reader = new MessageReader();
  private boolean identified;
  private boolean done;
  private int baud;
  private byte[] output = NOTHING;

  /**
   * Waits for the opening.
   *
   * @param manufacturer three letters
   * @param name the rest of the identification
   * @param device the address that it answers to beside an empty one; empty for any
   * @param maxBaud the speed that it proposes, in bits a second
   */
  public SignOnServer(String manufacturer, String name, String device, int maxBaud) {
    this.identification =
        new Identification(manufacturer, BaudRates.upTo(maxBaud), Character.toString(HDLC), name);
    this.device = device;
  }

  /**
   * Puts bytes in that came.
   *
   * @return how many of them were taken; those behind the option select are not
   */
  public int put(byte[] bytes, int offset, int length) {
    for (int i = 0; i < length; i++) {
      if (done) {
        return i;
      }
      if (reader.add(bytes[offset + i])) {
        message(reader.message());
      }
    }
    return length;
  }

  private void message(String message) {
    if (message.startsWith(OPENING) && message.endsWith("!")) {
      String asked = message.substring(OPENING.length(), message.length() - 1);
      identified = asked.isEmpty() || device.isEmpty() || asked.equals(device);
      if (identified) {
        send(identification.encode());
      }
    } else if (identified && isModeE(message)) {
      baud = BaudRates.of(message.charAt(2));
      done = true;
      send((message + "\r\n").getBytes(StandardCharsets.US_ASCII));
    } else {
      identified = false;
    }
  }

  /** ACK, the procedure, a speed that is not above the proposed one, the mode. */
  private boolean isModeE(String message) {
    if (message.length() != OPTION_LENGTH
        || message.charAt(0) != MessageReader.ACK
        || message.charAt(1) != HDLC
        || message.charAt(3) != HDLC) {
      return false;
    }
    int asked = BaudRates.of(message.charAt(2));
    return asked != 0 && asked <= identification.baud();
  }

  private void send(byte[] message) {
    output = message;
    if (reader.hasParity()) {
      Parity.add(output);
    }
  }

  /** Whether the client has signed on; the line is to go on at {@link #baud} then. */
  public boolean isDone() {
    return done;
  }

  /** The speed that was agreed on, in bits a second. */
  public int baud() {
    return baud;
  }

  /** Takes what is to be written now; empty for nothing. */
  public byte[] output() {
    byte[] taken = output;
    output = NOTHING;
    return taken;
  }

  /** Waits for the opening again. */
  public void reset() {
    reader.reset();
    identified = false;
    done = false;
  }
}
