/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.record;

import java.util.Map;

/**
 * A frame within a line.
 *
 * @param fields what stands around the APDU
 * @param apdu the APDU that is whole with it, or null
 */
record FoundFrame(Map<String, Object> fields, byte[] apdu) {}
