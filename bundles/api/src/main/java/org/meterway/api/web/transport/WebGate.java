/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.web.transport;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Serves all resources: finds the one that is asked for, lets in who may ask, and answers. May be
 * called from any thread, several at once.
 */
@ProviderType
public interface WebGate {
  /** Where the pages are, on every platform. */
  String ROOT = "/meterway";

  /**
   * Answers a request.
   *
   * @throws IOException if whoever asked is gone
   */
  void serve(WebExchange exchange) throws IOException;
}
