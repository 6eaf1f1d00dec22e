/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** Where releases are fetched from: a folder, or a server that speaks https. */
package org.meterway.update.repository;
