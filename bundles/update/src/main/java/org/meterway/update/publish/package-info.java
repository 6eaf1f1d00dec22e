/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** For those who publish: makes a repository and puts releases into it. */
package org.meterway.update.publish;
