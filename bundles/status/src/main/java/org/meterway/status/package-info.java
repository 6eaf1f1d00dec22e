/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The state of the gateway as a page, as JSON and as live events; and what can be done about it.
 */
package org.meterway.status;
