/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.dlms;

import java.util.List;

/**
 * What the client of a peer is to do in one association.
 *
 * @param name of the run
 * @param options {@code NAME=VALUE,...}, see the client's program
 * @param requests in their order
 */
record PeerRun(String name, String options, List<String> requests) {}
