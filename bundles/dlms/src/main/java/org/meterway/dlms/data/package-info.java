/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * COSEM data: the values of attributes and parameters, as objects, as a cursor over bytes, and as
 * JSON.
 *
 * <p>The types are those of the CHOICE {@code Data} of IEC 62056-6-2 (Blue Book Ed. 13, 4.1.5
 * "Common data types" and 4.1.6 "Data formats"), encoded in A-XDR (IEC 61334-6; Green Book,
 * "Encoding of the xDLMS APDUs").
 */
@Export
@Version("1.0.0")
package org.meterway.dlms.data;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
