/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.port;

import java.time.Instant;

/**
 * The state of a port.
 *
 * @param port the port's name
 * @param state whether bytes can move
 * @param reason why, in words a field engineer understands; empty when open
 * @param since when this state began
 */
public record PortStatus(String port, PortState state, String reason, Instant since) {}
