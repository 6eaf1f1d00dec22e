/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What asks a running gateway: {@code meterway status}, {@code meterway shell}, and the terminal.
 */
package org.meterway.cli.shell;
