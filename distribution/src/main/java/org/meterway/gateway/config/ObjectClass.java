/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import java.util.Map;

/**
 * What a bundle's metatype says of one configuration.
 *
 * @param pid its PID
 * @param factory whether there may be many, each with a name
 * @param attributes its properties by id, in the metatype's order
 */
record ObjectClass(String pid, boolean factory, Map<String, Attribute> attributes) {}
