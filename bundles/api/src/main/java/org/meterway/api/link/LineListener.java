/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.link;

import org.meterway.api.codec.FrameFormat;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Sees the octets of links' lines as they pass, good frames or not, for capture and trace. A
 * whiteboard service; it names its links in the service property {@value #LINK} (a String, an array
 * or a collection of them; {@value #ANY} for all).
 *
 * <p>Called on the threads that carry the octets, one call a link and direction at a time: it
 * copies what it needs and returns. What it throws is counted and logged. The buffer is valid only
 * during the call, and not to be changed.
 */
@ConsumerType
public interface LineListener {
  /** Service property: the names of the links to see. */
  String LINK = "meterway.link";

  /** Value of {@value #LINK} that means every link. */
  String ANY = "*";

  /** Octets came from the meter, in any pieces, before they are decoded. */
  void received(String link, FrameFormat format, byte[] buffer, int offset, int length);

  /** A complete frame was taken by the port for the meter. */
  void sent(String link, FrameFormat format, byte[] buffer, int offset, int length);
}
