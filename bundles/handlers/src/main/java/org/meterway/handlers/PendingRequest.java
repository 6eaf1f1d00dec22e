/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.concurrent.CompletableFuture;

/** A request that waits for its answer. Compared by identity. */
final class PendingRequest {
  private final RequestKey key;
  private final CompletableFuture<byte[]> answer = new CompletableFuture<>();

  PendingRequest(RequestKey key) {
    this.key = key;
  }

  RequestKey key() {
    return key;
  }

  CompletableFuture<byte[]> answer() {
    return answer;
  }
}
