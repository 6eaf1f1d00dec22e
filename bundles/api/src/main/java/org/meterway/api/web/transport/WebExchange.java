/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.web.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A request and its answer, as a servlet API has them; used by one thread. */
@ConsumerType
public interface WebExchange {
  /** The method as it was sent. */
  String method();

  /** The path behind {@value WebGate#ROOT}, decoded; empty where there is nothing. */
  String path();

  /** The first value of a parameter of the query. */
  Optional<String> parameter(String name);

  /** The first value of a header of the request. */
  Optional<String> header(String name);

  /** From where it was sent, for logs. */
  String remoteAddress();

  /** What was sent behind the headers. */
  InputStream body() throws IOException;

  /** Who has logged in, for what else looks at the exchange. */
  void authenticated(String user);

  /** Sets the status of the answer. */
  void status(int status);

  /** Sets a header of the answer, in the place of one of that name. */
  void responseHeader(String name, String value);

  /** Where the body of the answer goes. */
  OutputStream output() throws IOException;

  /**
   * Leaves the answer open when the call that serves the exchange returns.
   *
   * @param ready called when the channel can be written to, on any thread, the first time perhaps
   *     before this method returns
   * @param gone called when the listener is gone, on any thread, at least once
   */
  EventChannel stream(Runnable ready, Runnable gone) throws IOException;
}
