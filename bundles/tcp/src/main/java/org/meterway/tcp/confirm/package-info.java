/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The protocol of confirmed delivery, docs/reference/confirmed-delivery.md, without any I/O: bytes
 * in, events out, and the frames that go up.
 */
package org.meterway.tcp.confirm;
