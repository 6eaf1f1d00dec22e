/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * CRC-32C of the record headers of one segment. It begins with the segment's identity, so that what
 * a file held in an earlier life is never taken for a record of the present one. Not thread-safe.
 */
final class Checksum {
  private final CRC32C crc = new CRC32C();
  private final byte[] identity;

  Checksum(UUID stream, long segment) {
    identity =
        ByteBuffer.allocate(3 * Long.BYTES)
            .putLong(stream.getMostSignificantBits())
            .putLong(stream.getLeastSignificantBits())
            .putLong(segment)
            .array();
  }

  int ofHeader(byte[] buffer, int offset, int length) {
    crc.reset();
    crc.update(identity);
    crc.update(buffer, offset, length);
    return (int) crc.getValue();
  }

  int ofBody(byte[] buffer, int offset, int length) {
    crc.reset();
    crc.update(buffer, offset, length);
    return (int) crc.getValue();
  }
}
