/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

/** Sees the raw frames of a link, from flag to flag. They are the link's again on return. */
public interface HdlcTrace {
  /** One that is sent. */
  void sent(byte[] bytes, int offset, int length);

  /** One that came, for whomever. */
  void received(byte[] bytes, int offset, int length);
}
