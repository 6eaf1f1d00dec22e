/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Short messages over a modem.
 *
 * <p>{@code DeliverPdu}, {@code SubmitPdu} and what they are made of know 3GPP TS 23.040 and 23.038
 * and do no I/O; {@code Inbox} and {@code Outbox} know the AT commands of 3GPP TS 27.005; {@code
 * MessageAgent} reads, tells, deletes and sends on one thread; {@code RemoteCommands} are what
 * authorised numbers may ask for.
 */
package org.meterway.sms;
