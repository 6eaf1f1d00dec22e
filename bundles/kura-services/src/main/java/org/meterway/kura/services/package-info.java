/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Kura's services behind Meterway's own contracts. Each component here needs one service of Kura
 * and exists only where that service does; nothing else of Meterway knows Kura's services.
 */
package org.meterway.kura.services;
