/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.configuration;

import org.osgi.annotation.versioning.ConsumerType;

/** Marks a Declarative Services component that Kura configures and shows. */
@ConsumerType
public interface ConfigurableComponent {}
