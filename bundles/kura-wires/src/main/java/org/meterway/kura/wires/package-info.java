/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** Meters in Kura's wire graph: an emitter of their messages, and a receiver that sends to them. */
package org.meterway.kura.wires;
