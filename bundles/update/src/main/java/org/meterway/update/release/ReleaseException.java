/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.release;

import java.io.IOException;

/** Something of a repository is not taken; the message says why, for a person. */
public final class ReleaseException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  /** With the reason in words. */
  public ReleaseException(Refusal refusal, String words) {
    super(words);
    this.refusal = refusal;
  }

  /** With the reason in words and its cause. */
  public ReleaseException(Refusal refusal, String words, Throwable cause) {
    super(words, cause);
    this.refusal = refusal;
  }

  /** The reason in one word. */
  public Refusal refusal() {
    return refusal;
  }
}
