/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.wire;

import org.osgi.annotation.versioning.ProviderType;

/** A node of a wire graph. */
@ProviderType
public interface WireComponent {}
