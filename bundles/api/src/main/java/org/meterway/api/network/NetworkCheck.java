/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.network;

import java.time.Duration;

/**
 * What one check has found.
 *
 * @param name what was checked, as {@code dns head-end.example}
 * @param passed whether it was well
 * @param reason what was found, in words: the address of an interface, or why the check failed
 * @param took how long it took
 */
public record NetworkCheck(String name, boolean passed, String reason, Duration took) {}
