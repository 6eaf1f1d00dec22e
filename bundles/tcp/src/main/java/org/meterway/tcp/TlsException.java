/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;

/** TLS has failed; the message says why in an operator's words, and holds no secret. */
final class TlsException extends IOException {
  private static final long serialVersionUID = 1L;

  TlsException(String words) {
    super(words);
  }

  TlsException(String words, Throwable cause) {
    super(words, cause);
  }
}
