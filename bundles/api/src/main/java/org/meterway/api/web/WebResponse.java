/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.web;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The answer to a request; exactly one of its methods that send is called, on the thread that
 * handles it.
 */
@ProviderType
public interface WebResponse {
  /** Adds a header to what is sent. */
  void header(String name, String value);

  /**
   * Sends an answer.
   *
   * @param status of HTTP, as 200
   * @param contentType with its charset, as {@code text/html; charset=utf-8}
   * @throws IOException if whoever asked is gone
   */
  void send(int status, String contentType, byte[] body) throws IOException;

  /**
   * Begins server-sent events (text/event-stream); the answer stays open until the stream is closed
   * by either side.
   *
   * @throws IOException if whoever asked is gone
   */
  EventStream events() throws IOException;
}
