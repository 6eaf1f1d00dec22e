/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

/** Tells in which layout a frame of a capture stood. */
interface LayoutProbe {
  /** For captures that can only hold meters' frames. */
  LayoutProbe METER_ONLY =
      new LayoutProbe() {
        @Override
        public boolean isMeterFrame(long position, int protocol, int informationLength) {
          return true;
        }

        @Override
        public void covered(long position) {
          // Nothing is kept.
        }
      };

  /** Whether the frame at this position of the input has the header of a meter's frame. */
  boolean isMeterFrame(long position, int protocol, int informationLength);

  /** Nothing before this position of the input will be asked for any more. */
  void covered(long position);
}
