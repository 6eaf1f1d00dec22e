/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.util.Arrays;
import org.meterway.cli.CommandException;
import org.meterway.dlms.record.RecordedKeys;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.FileInvocationCounters;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.SecurityPolicy;

/**
 * Secrets in memory, and the file of the invocation counter.
 *
 * @param password may be empty
 * @param keys null without ciphering and keys
 * @param policy how requests are protected
 * @param counters null without ciphering
 * @param clientTitle null if not given
 * @param recordedKeys for explaining frames
 */
record OpenSecurity(
    byte[] password,
    KeyRing keys,
    SecurityPolicy policy,
    FileInvocationCounters counters,
    byte[] clientTitle,
    RecordedKeys recordedKeys) {
  void close() throws CommandException {
    Arrays.fill(password, (byte) 0);
    recordedKeys.close();
    if (keys != null) {
      keys.close();
    }
    if (counters != null) {
      try {
        counters.close();
      } catch (CipheringException e) {
        throw CommandException.fault(e.getMessage(), e);
      }
    }
  }
}
