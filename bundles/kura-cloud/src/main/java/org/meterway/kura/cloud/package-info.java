/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** Head end over Kura's cloud connections. */
package org.meterway.kura.cloud;
