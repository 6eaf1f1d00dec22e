/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Injects faults into the standalone gateway while simulated meters send, and counts what of the
 * payloads that the gateway accepted does not reach the head end.
 */
package org.meterway.itests.soak;
