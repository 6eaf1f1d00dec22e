/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.meterway.tcp.confirm.ProtocolException;

/** Tells in an operator's words why a connection failed. */
final class FailureReason {
  static final String CLOSED_BY_PEER = "closed by the head end";

  private FailureReason() {}

  /** The words for this exception; equal failures have equal words. */
  static String of(Exception failure) {
    if (failure instanceof TlsException) {
      return failure.getMessage();
    }
    if (failure instanceof UnknownHostException) {
      return "unknown host";
    }
    if (failure instanceof NoRouteToHostException) {
      return "no route to the host";
    }
    if (failure instanceof ProtocolException) {
      return failure.getMessage();
    }
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    String words = message.toLowerCase(Locale.ROOT);
    if (failure instanceof ConnectException && words.contains("refused")) {
      return "connection refused";
    }
    if (words.contains("reset")) {
      return "reset by the head end";
    }
    if (words.contains("broken pipe")) {
      return CLOSED_BY_PEER;
    }
    return message.isEmpty() ? failure.getClass().getSimpleName() : message;
  }
}
