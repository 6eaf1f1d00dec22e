/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Mobile modems: by AT commands over a port, and by ModemManager.
 *
 * <p>{@code AtLines} and {@code AtDialogue} know the language and do no I/O; {@code AtChannel} has
 * one command at a time on a port; {@code AtDriver} and {@code ManagerDriver} look at a modem;
 * {@code ModemAgent} does that again and again and tells of changes.
 */
package org.meterway.modem;
