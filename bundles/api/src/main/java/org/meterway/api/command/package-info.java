/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Commands of the operator, independent of where they are typed: the shell of the framework offers
 * them all, and so does the control socket that the command line asks.
 */
@Export
@Version("1.0.0")
package org.meterway.api.command;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
