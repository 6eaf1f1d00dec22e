/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import org.meterway.api.message.Message;

/**
 * A message of a meter that awaits its emission.
 *
 * @param link the name of the link that it came from
 * @param message what it says
 * @param information command and body as they came
 * @param millis when it came, in milliseconds of the epoch
 */
record HeardMessage(String link, Message message, byte[] information, long millis) {}
