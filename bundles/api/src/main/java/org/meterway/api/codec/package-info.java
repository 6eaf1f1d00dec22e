/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** Frames: bytes in, frames and errors out. No stream, socket, thread or logger inside. */
@Export
@Version("1.1.0")
package org.meterway.api.codec;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
