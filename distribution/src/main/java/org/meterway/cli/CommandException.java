/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

/** A command cannot go on, for a reason that its user can do something about. */
public final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitStatus;

  private CommandException(int exitStatus, String message, Throwable cause) {
    super(message, cause);
    this.exitStatus = exitStatus;
  }

  /** It was called wrongly: the message names the value and what would be right. */
  public static CommandException usage(String message) {
    return new CommandException(ExitStatus.USAGE, message, null);
  }

  /** It was called rightly but something went wrong. */
  public static CommandException fault(String message, Throwable cause) {
    return new CommandException(ExitStatus.FAULT, message, cause);
  }

  /** It ended with a status of the command's own. */
  public static CommandException of(int exitStatus, String message, Throwable cause) {
    return new CommandException(exitStatus, message, cause);
  }

  /** One of {@link ExitStatus}, or of the command's own. */
  public int exitStatus() {
    return exitStatus;
  }
}
