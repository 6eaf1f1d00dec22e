/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** Updates from the command line: for those who publish, and for those who ask a gateway. */
package org.meterway.cli.update;
