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
 * @param queuedPayloads payloads accepted and not yet delivered
 * @param queuedBytes the bytes of those payloads
 * @param transmittedPayloads payloads delivered since the head end started; what that means, the
 *     head end's configuration says
 */
public record HeadEndStatus(
    String headEnd,
    HeadEndState state,
    String reason,
    Instant since,
    long queuedPayloads,
    long queuedBytes,
    long transmittedPayloads) {}
