/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** States of the gateway on an LED, as a blink code. */
package org.meterway.led;
