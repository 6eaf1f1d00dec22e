/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** Short messages (3GPP TS 23.040) to and from the gateway. */
@Export
@Version("1.0.0")
package org.meterway.api.sms;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
