/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.record;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.apdu.GeneralBlockTransfer;
import org.meterway.dlms.apdu.GetResponse;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataException;

/** Puts the blocks of one side together. */
final class BlockAssembly {
  private static final int MAX = 16 * 1024 * 1024;

  private final ByteArrayOutputStream general = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private int latest;

  /**
   * Takes an APDU; the value that blocks of a get-response make goes into {@code tree}.
   *
   * @return the APDU that is whole with the last block of a general block transfer, or null
   */
  byte[] take(Apdu apdu, Map<String, Object> tree) {
    if (apdu instanceof GeneralBlockTransfer block) {
      return take(block);
    }
    if (apdu instanceof GetResponse.WithDataBlock block && block.raw() != null) {
      take(block, tree);
    }
    return null;
  }

  private byte[] take(GeneralBlockTransfer block) {
    if (block.data().length == 0) {
      return null; // Only an acknowledgement.
    }
    if (block.block() == 1) {
      general.reset();
      latest = 0;
    }
    if (block.block() != latest + 1 || general.size() > MAX) {
      return null; // One is missing, or comes again.
    }
    latest = block.block();
    general.writeBytes(block.data());
    if (!block.last()) {
      return null;
    }
    byte[] whole = general.toByteArray();
    general.reset();
    latest = 0;
    return whole;
  }

  private void take(GetResponse.WithDataBlock block, Map<String, Object> tree) {
    if (block.block() == 1) {
      data.reset();
    }
    data.writeBytes(block.raw());
    if (block.last()) {
      try {
        tree.put("value", Data.decode(data.toByteArray()));
      } catch (DataException e) {
        tree.put("error", "the blocks together: " + e.getMessage());
      }
      data.reset();
    } else if (data.size() > MAX) {
      data.reset();
    }
  }
}
