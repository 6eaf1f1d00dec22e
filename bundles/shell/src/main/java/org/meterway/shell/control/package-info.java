/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The control socket: operator commands for other processes of the gateway's user on the same
 * machine, over a socket of the Unix domain. The command line is such a process.
 *
 * <h2>Protocol</h2>
 *
 * One connection carries one request. Numbers are unsigned, high octet first; texts are UTF-8.
 *
 * <pre>
 * gateway:  packets   type (1 octet), length (2), data
 *             'H'     hello, as soon as the gateway has taken the connection: "meterway-control 1"
 *             'O'     output, in pieces; a character may be cut
 *             'X'     the end: exit status (1 octet); the gateway closes the connection
 * client:   request   kind (1 octet), number of words (1), each word: length (2), text
 *             'R'     runs a command: its name and its arguments; no word means "help"
 *             'C'     candidates for the last word, which may be empty: output is one a line
 * </pre>
 *
 * A client that closes its connection cancels its command. It must have sent its request five
 * seconds after the hello, in 64 KiB at most, must take output within ten seconds, and sends
 * nothing behind its request; otherwise it is dropped. Eight connections are served at a time;
 * further ones wait, without a hello, until one ends. A packet of unknown type is to be passed
 * over.
 *
 * <p>Nothing but operator commands can be asked for: no code, no bundle, no configuration.
 */
package org.meterway.shell.control;
