/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** The pages on jakarta.servlet, as the standalone gateway has it. */
package org.meterway.web.servlet;
