/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.command;

import java.io.PrintWriter;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A command for operators. A whiteboard service that names itself in the service property {@value
 * #NAME}. {@code --help} is answered by whoever offers the command, from {@link #help}.
 *
 * <p>Called on the thread of whoever typed it; several at once.
 */
@ConsumerType
public interface OperatorCommand {
  /**
   * Service property: the name, as {@code links}: a lower-case letter, then letters, digits,
   * hyphens.
   */
  String NAME = "meterway.command";

  /** What it does, in one line. */
  String summary();

  /**
   * The whole help: how to use it, its options, an example; lines of at most 100 characters, ended
   * by a line end.
   */
  String help();

  /**
   * What may follow.
   *
   * @param words the words after the command's name; the last one, perhaps empty, is being typed
   * @return candidates for the last word
   */
  default List<String> complete(List<String> words) {
    return List.of();
  }

  /**
   * Does it. Output is for a person unless an option asks for JSON.
   *
   * @param arguments the words after the command's name
   * @param out where to write; whoever reads it may be gone, which {@link PrintWriter#checkError}
   *     tells
   * @return 0 all good, 1 it failed or found something wrong, 2 wrong usage, said in words in the
   *     output
   * @throws InterruptedException if interrupted, as by Ctrl-C: for commands that go on until then
   */
  int run(List<String> arguments, PrintWriter out) throws InterruptedException;
}
