/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

/**
 * The APDUs of UI frames: pushes (which some meters send in I frames, without any link). Takes off
 * the LLC header, and joins segments that one sender sends one behind the other; as they have no
 * numbers, a lost one shows in the APDU only. Not thread-safe.
 */
public final class UnnumberedInformation {
  private final Assembly assembly;
  private HdlcAddress source;

  /**
   * Nothing yet.
   *
   * @param maxApdu the longest APDU; a longer one is dropped
   */
  public UnnumberedInformation(int maxApdu) {
    assembly = new Assembly(maxApdu);
  }

  /** Takes a frame with information; true if an APDU is whole with it. */
  public boolean accept(HdlcFrame frame) {
    boolean begins =
        Llc.length(frame.array(), frame.informationOffset(), frame.informationLength()) > 0;
    if (begins || !frame.source().equals(source)) {
      source = frame.source();
      assembly.reset();
    }
    return assembly.add(frame) && assembly.isComplete();
  }

  /** What the APDU is in, until the next frame. */
  public byte[] array() {
    return assembly.array();
  }

  /** Where it begins. */
  public int offset() {
    return assembly.offset();
  }

  /** How many bytes it has. */
  public int length() {
    return assembly.apduLength();
  }
}
