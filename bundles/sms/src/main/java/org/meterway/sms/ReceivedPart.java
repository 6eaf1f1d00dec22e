/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.time.Instant;
import java.util.Optional;

/**
 * A message that came, or a part of one.
 *
 * @param sender a number, in international form with {@code +}, or a name
 * @param text of this part
 * @param sent when the service centre got it
 * @param partOf empty where it is whole
 */
record ReceivedPart(String sender, String text, Instant sent, Optional<PartOf> partOf) {}
