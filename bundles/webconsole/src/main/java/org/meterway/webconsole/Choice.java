/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.webconsole;

/**
 * One line of a drop-down.
 *
 * @param value what is stored
 * @param label what a person reads
 */
record Choice(String value, String label) {}
