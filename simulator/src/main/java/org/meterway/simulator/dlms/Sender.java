/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.meterway.dlms.data.DataWriter;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.ProtectedApdu;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.SecurityContext;
import org.meterway.dlms.security.SecurityPolicy;

/** The last part of an answer's way: protects it, sends it, and does it wrong as the faults say. */
final class Sender {
  private static final int ACCESS_RESPONSE = 0xDA;
  private static final int NO_SUCH_TAG = 0xFE;

  private final Meter meter;
  private final int client;
  private final int server;
  private final Output output;
  private final Faults faults;

  /** What is to be sent. */
  private byte[] bytes;

  private int offset;
  private int length;

  /** A ciphered answer that may come again. */
  private byte[] earlier;

  Sender(Meter meter, int client, int server, Output output, Faults faults) {
    this.meter = meter;
    this.client = client;
    this.server = server;
    this.output = output;
    this.faults = faults;
  }

  int maxApduSize() {
    return output.maxApduSize();
  }

  /** Takes an answer of a service, and protects it. */
  void prepare(DataWriter plain, SecurityContext security, SecurityPolicy how)
      throws CipheringException {
    faultInvokeId(plain);
    faultForm(plain);
    seal(plain.array(), plain.size(), security, how);
    if (faults.any() && how.protection() != Protection.NONE) {
      faultProtection();
    }
  }

  private void seal(byte[] plain, int size, SecurityContext security, SecurityPolicy how)
      throws CipheringException {
    if (security == null || how.equals(SecurityPolicy.NONE)) {
      bytes = plain;
      offset = 0;
      length = size;
      return;
    }
    ProtectedApdu sealed = security.protect(how, plain, 0, size);
    bytes = sealed.array();
    offset = sealed.offset();
    length = sealed.length();
  }

  private void faultInvokeId(DataWriter plain) {
    if (!faults.any()) {
      return;
    }
    int at =
        switch (plain.array()[0] & 0xFF) {
          case 0xC4, 0xC5, 0xC7 -> 2;
          case ACCESS_RESPONSE -> 4;
          default -> 0;
        };
    if (at > 0 && faults.strikes(MeterFault.Kind.WRONG_INVOKE_ID)) {
      plain.set8(at, plain.array()[at] ^ 1);
    }
  }

  private void faultForm(DataWriter apdu) {
    if (faults.strikes(MeterFault.Kind.TRUNCATED_APDU)) {
      apdu.truncate(Math.max(1, apdu.size() / 2));
    }
    if (faults.strikes(MeterFault.Kind.WRONG_TAG)) {
      apdu.set8(0, NO_SUCH_TAG);
    }
  }

  private void faultProtection() {
    if (faults.strikes(MeterFault.Kind.WRONG_AUTHENTICATION_TAG)) {
      bytes[offset + length - 1] ^= 1;
    }
    if (earlier != null && faults.strikes(MeterFault.Kind.REPLAYED_COUNTER)) {
      bytes = earlier;
      offset = 0;
      length = earlier.length;
    } else {
      earlier = copy();
    }
  }

  /** How long what was prepared is, in bytes. */
  int length() {
    return length;
  }

  /** A copy of what was prepared. */
  byte[] copy() {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  /** Sends what was prepared. */
  void emit() throws IOException {
    emit(bytes, offset, length);
  }

  /** Sends an APDU that is of no service, such as an AARE. */
  void emitFaulty(DataWriter apdu) throws IOException {
    faultForm(apdu);
    emit(apdu);
  }

  /** Sends an APDU as it is. */
  void emit(DataWriter apdu) throws IOException {
    emit(apdu.array(), 0, apdu.size());
  }

  private void emit(byte[] apdu, int from, int size) throws IOException {
    if (faults.any()) {
      if (faults.strikes(MeterFault.Kind.NO_ANSWER)) {
        return;
      }
      int late = faults.amount(MeterFault.Kind.LATE_ANSWER);
      if (late >= 0) {
        output.pause(late);
      }
    }
    meter.trace(false, client, server, apdu, from, size);
    output.send(client, server, apdu, from, size);
  }

  /** Sends what nobody has asked for, by blocks if it is too long otherwise. */
  void push(byte[] apdu, SecurityContext security, SecurityPolicy how, int most)
      throws IOException {
    try {
      seal(apdu, apdu.length, security, how);
    } catch (CipheringException e) {
      throw new IOException(e);
    }
    byte[] whole = copy();
    List<byte[]> parts = length <= most ? List.of(whole) : Gbt.stream(whole, 0, whole.length, most);
    for (byte[] part : parts) {
      meter.trace(false, client, server, part, 0, part.length);
      output.push(client, server, part, 0, part.length);
    }
  }
}
