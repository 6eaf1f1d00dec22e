/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

/** What a telegram came in. */
public enum PushFraming {
  /** The wrapper of TCP and UDP (IEC 62056-47). */
  WRAPPER("wrapper"),
  /** HDLC frames (IEC 62056-46), as I or UI frames. */
  HDLC("hdlc"),
  /** Long frames of the M-Bus (EN 13757-2). */
  MBUS("mbus"),
  /** Nothing: the APDU itself, between two pauses of the line. */
  APDU("apdu");

  private final String word;

  PushFraming(String word) {
    this.word = word;
  }

  /** In a word of lower case. */
  public String word() {
    return word;
  }
}
