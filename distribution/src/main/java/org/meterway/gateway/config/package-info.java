/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The gateway's configuration file: read with its comments, checked against what the bundles say of
 * themselves, and handed to the OSGi Configurator.
 */
package org.meterway.gateway.config;
