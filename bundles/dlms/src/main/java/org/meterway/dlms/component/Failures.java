/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import org.meterway.api.dlms.DlmsException;
import org.meterway.api.dlms.DlmsException.Reason;
import org.meterway.dlms.client.AssociationRejectedException;
import org.meterway.dlms.client.DataAccessException;
import org.meterway.dlms.client.MethodException;
import org.meterway.dlms.client.NotNegotiatedException;
import org.meterway.dlms.client.ProtocolErrorException;
import org.meterway.dlms.client.ResponseTimeoutException;
import org.meterway.dlms.client.SecurityErrorException;
import org.meterway.dlms.client.ServiceErrorException;
import org.meterway.dlms.transport.TransportTimeoutException;

/** What the library throws, as what the service throws. */
final class Failures {
  private Failures() {}

  /** There is no association. */
  static DlmsException ofConnecting(IOException e) {
    Reason reason = reason(e);
    return exception(reason == Reason.TIMEOUT ? Reason.UNREACHABLE : reason, e);
  }

  /**
   * A request had no good answer.
   *
   * @param changes whether it may have changed something in the meter
   */
  static DlmsException ofRequest(IOException e, boolean changes) {
    Reason reason = reason(e);
    boolean isAnswer = reason == Reason.REFUSED || reason == Reason.SECURITY;
    return exception(changes && !isAnswer ? Reason.UNCERTAIN : reason, e);
  }

  private static Reason reason(IOException e) {
    if (e instanceof AssociationRejectedException) {
      return Reason.REJECTED;
    }
    if (e instanceof SecurityErrorException) {
      return Reason.SECURITY;
    }
    if (e instanceof ResponseTimeoutException || e instanceof TransportTimeoutException) {
      return Reason.TIMEOUT;
    }
    if (e instanceof DataAccessException
        || e instanceof MethodException
        || e instanceof ServiceErrorException
        || e instanceof NotNegotiatedException) {
      return Reason.REFUSED;
    }
    return e instanceof ProtocolErrorException ? Reason.PROTOCOL : Reason.UNREACHABLE;
  }

  private static DlmsException exception(Reason reason, IOException e) {
    return new DlmsException(reason, words(e), e);
  }

  static String words(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
