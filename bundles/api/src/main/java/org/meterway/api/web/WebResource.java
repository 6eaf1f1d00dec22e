/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.web;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Answers requests below a path. A whiteboard service that names its path in the service property
 * {@value #PATH}; the longest path that a request begins with is chosen, whole segments only.
 *
 * <p>Whoever asks has logged in, except where {@value #PUBLIC} says that nobody needs to. A request
 * that changes something ({@code POST}) is only handed on when it was sent by a page of this
 * gateway. Called on threads of the HTTP service, several at once.
 */
@ConsumerType
public interface WebResource {
  /**
   * Service property: the path below {@code /meterway}, as {@code /metrics}; {@code /} for the page
   * itself.
   */
  String PATH = "meterway.web.path";

  /** Service property: {@link Boolean#TRUE} for a resource that needs no log-in. */
  String PUBLIC = "meterway.web.public";

  /**
   * Answers a request.
   *
   * @throws IOException if whoever asked is gone
   */
  void handle(WebRequest request, WebResponse response) throws IOException;
}
