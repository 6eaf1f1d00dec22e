/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Views of COSEM objects (IEC 62056-6-2) by the names and types of their attributes and methods,
 * and the table of the interface classes.
 */
@Export
@Version("1.0.0")
package org.meterway.dlms.cosem;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
