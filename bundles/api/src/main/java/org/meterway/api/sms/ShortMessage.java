/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.sms;

import java.time.Instant;

/**
 * A short message that came, whole: parts of a long one are joined.
 *
 * @param modem the instance name of the modem
 * @param sender the number, in international form where the network told it so ({@code +49…}), or a
 *     name
 * @param text what it says
 * @param sent when the service centre got it
 */
public record ShortMessage(String modem, String sender, String text, Instant sent) {}
