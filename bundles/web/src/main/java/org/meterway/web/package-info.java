/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** All pages behind one gate, without a servlet API. */
package org.meterway.web;
