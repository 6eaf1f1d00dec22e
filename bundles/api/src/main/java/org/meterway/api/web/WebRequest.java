/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.web;

import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A request; valid only while it is handled. */
@ProviderType
public interface WebRequest {
  /** {@code GET} or {@code POST}; a {@code HEAD} comes as {@code GET}, its body is thrown away. */
  String method();

  /** What follows the resource's own path: empty, or beginning with a slash; decoded. */
  String path();

  /** The first value of a parameter of the query. */
  Optional<String> parameter(String name);

  /** The first value of a header. */
  Optional<String> header(String name);

  /** Who has logged in; empty at a public resource. */
  String user();

  /**
   * The body as UTF-8.
   *
   * @throws IOException if it is longer than 64 KiB, or whoever asked is gone
   */
  String body() throws IOException;
}
