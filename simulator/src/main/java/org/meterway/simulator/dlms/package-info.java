/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A DLMS/COSEM meter for tests: it serves what real meters serve and what no public peer does, and
 * does wrong what it is told to.
 *
 * <p>{@link org.meterway.simulator.dlms.DlmsTestMeter} is the meter; its objects are {@link
 * org.meterway.simulator.dlms.CosemObject}s, to which one adds one's own.
 */
package org.meterway.simulator.dlms;
