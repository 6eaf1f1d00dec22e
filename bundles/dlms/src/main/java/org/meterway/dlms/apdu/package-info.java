/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * APDUs of DLMS/COSEM: the association's (ACSE, in BER) and those of the services (xDLMS, in
 * A-XDR), as IEC 62056-5-3 and the Green Book define them. Bytes in, records out and back; nothing
 * here knows of transport, keys or states.
 *
 * <p>Arrays of octets are not copied: who hands one over leaves it alone from then on, and who gets
 * one only reads it. Records are equal by content. Octets that may be secret are not in {@code
 * toString()}.
 */
@Export
@Version("1.0.0")
package org.meterway.dlms.apdu;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
