/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

/** What comes out of a link. */
public enum HdlcEvent {
  /** Nothing: more bytes or more time has to come. */
  NONE,
  /** There is a link now, perhaps in place of one that was. */
  CONNECTED,
  /** There is no link any more. */
  DISCONNECTED,
  /** An APDU is whole. */
  APDU,
  /** An APDU came outside of any link. */
  PUSH
}
