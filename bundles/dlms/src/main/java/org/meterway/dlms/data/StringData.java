/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import java.nio.charset.Charset;
import java.util.Arrays;

/** A string of octets; the types differ in what characters these are. */
abstract sealed class StringData implements Data
    permits Data.OctetString, Data.VisibleString, Data.Utf8String {
  final byte[] octets;

  StringData(byte[] source, int from, int to) {
    octets = Arrays.copyOfRange(source, from, to);
  }

  /** A copy. */
  public final byte[] octets() {
    return octets.clone();
  }

  /** How many octets. */
  public final int length() {
    return octets.length;
  }

  @Override
  public final void write(DataWriter out) {
    out.put8(tag().code()).putOctets(octets);
  }

  @Override
  public final byte[] asBytes() {
    return octets();
  }

  final String text(Charset charset) {
    return new String(octets, charset);
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof StringData string
        && tag() == string.tag()
        && Arrays.equals(octets, string.octets);
  }

  @Override
  public final int hashCode() {
    return 31 * tag().code() + Arrays.hashCode(octets);
  }
}
