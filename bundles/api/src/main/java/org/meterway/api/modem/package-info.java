/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The mobile modem: its state, its radio, and its AT commands (3GPP TS 27.007). Who drives a modem
 * in another way provides the same service.
 */
@Export
@Version("1.0.0")
package org.meterway.api.modem;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
