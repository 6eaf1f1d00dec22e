/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import java.util.List;

/**
 * What the metatype says of one property.
 *
 * @param id its name
 * @param type the type of its values
 * @param password whether it is one, and is written as a text
 * @param list whether it takes several values
 * @param required whether a value must be given because there is no default
 * @param min the least value; {@code null} for any
 * @param max the greatest value; {@code null} for any
 * @param options the values to choose from; empty for any
 */
record Attribute(
    String id,
    AttributeType type,
    boolean password,
    boolean list,
    boolean required,
    String min,
    String max,
    List<String> options) {}
