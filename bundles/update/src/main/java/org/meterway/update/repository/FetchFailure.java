/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.repository;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import javax.net.ssl.SSLException;

/** Why a server was not reached, for a person. */
final class FetchFailure {
  private FetchFailure() {}

  static String inWords(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathBuilderException) {
        return "the server's certificate is of no authority that is trusted here";
      }
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "there is no such host";
      }
      if (cause instanceof HttpTimeoutException) {
        return "the server does not answer in time";
      }
    }
    if (failure instanceof SSLException) {
      return "no secure connection: " + failure.getMessage();
    }
    if (failure instanceof ConnectException) {
      return "no connection: " + (failure.getMessage() == null ? "refused" : failure.getMessage());
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
