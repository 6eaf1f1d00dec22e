/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** Which deployed bundles may run where signatures are required. */
package org.meterway.gateway.signed;
