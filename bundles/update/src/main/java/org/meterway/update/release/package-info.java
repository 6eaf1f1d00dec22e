/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** What a repository holds: releases, the index of them, and signatures; read strictly. */
package org.meterway.update.release;
