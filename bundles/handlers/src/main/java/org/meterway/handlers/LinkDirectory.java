/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.Optional;
import org.meterway.api.link.MeterLink;

/** The links that exist. */
interface LinkDirectory {
  /** The link with this name. */
  Optional<MeterLink> find(String name);
}
