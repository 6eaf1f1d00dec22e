/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.util.List;

/**
 * Something in a folder that is not as it was written.
 *
 * @param id the number of the file; 0 where it is none
 * @param kind what is to be done about it
 * @param gaps the stretches of the file without a good record
 * @param missing how many payloads are missing because of it
 * @param words what it is, for people
 */
record Damage(long id, Kind kind, List<SegmentReader.Gap> gaps, long missing, String words) {
  /** What is to be done. */
  enum Kind {
    /** Copy the file aside and mark the gaps; the rest of it is used. */
    GAPS,
    /**
     * Mark the gaps: nobody was told that anything was there, and when the next segment seals this
     * one they would look like damage.
     */
    TORN,
    /** Write the file's header anew; its payloads are all right. */
    HEADER,
    /** Move the file aside. */
    USELESS,
    /** Nothing: files are missing. */
    MISSING
  }
}
