/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Meters that speak DLMS/COSEM, for whoever has no DLMS library: values are those of the JDK.
 *
 * <p>Objects are named as {@code class:logical name:number}: {@code 3:1.0.1.8.0.255:2} is attribute
 * 2 (the value) of the register of active energy imported.
 */
@Export
@Version("1.0.0")
package org.meterway.api.dlms;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
