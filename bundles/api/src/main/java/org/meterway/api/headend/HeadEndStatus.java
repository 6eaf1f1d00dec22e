/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.headend;

import java.time.Instant;

/**
 * The state of a head end.
 *
 * @param headEnd the head end's name
 * @param state whether it is reached
 * @param reason why, in words an operator understands; empty when connected
 * @param since when this state began
 * @param queuedPayloads payloads accepted and not yet transmitted
 * @param queuedBytes the bytes of those payloads
 * @param transmittedPayloads payloads transmitted since the head end started, each counted once:
 *     handed over to the connection or, where the other side confirms, confirmed; only grows
 */
public record HeadEndStatus(
    String headEnd,
    HeadEndState state,
    String reason,
    Instant since,
    long queuedPayloads,
    long queuedBytes,
    long transmittedPayloads) {}
