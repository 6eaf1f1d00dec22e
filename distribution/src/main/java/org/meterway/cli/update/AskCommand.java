/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.update;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.meterway.api.update.UpdatePhase;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;
import org.meterway.cli.ExitStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a running gateway is asked to do. */
abstract class AskCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private AskOptions options;

  private AskCommand(Console console) {
    this.console = console;
  }

  final GatewayUpdates gateway() {
    return options.gateway(console);
  }

  /** A release that is meant. */
  static final class Wish {
    @Option(
        names = "--release",
        paramLabel = "NUMBER",
        description = "this one instead of the newest of the channel")
    private Long release;

    @Option(names = "--allow-older", description = "though something newer was installed before")
    private boolean older;

    List<String> words(String verb) {
      List<String> words = new ArrayList<>(List.of(verb));
      if (release != null) {
        words.add("--release");
        words.add(release.toString());
      }
      if (older) {
        words.add("--allow-older");
      }
      return words;
    }
  }

  @Command(name = "status", header = "Say what runs, what is available, how far an update is.")
  static final class Status extends AskCommand {
    @Option(names = "--json", description = "the answer as JSON")
    private boolean json;

    @Option(names = "--follow", description = "until the update that is under way has ended")
    private boolean follow;

    Status(Console console) {
      super(console);
    }

    @Override
    public Integer call() throws IOException, CommandException, InterruptedException {
      if (follow) {
        return result(gateway().follow());
      }
      return gateway().run(json ? List.of("status", "--json") : List.of("status"));
    }
  }

  @Command(name = "check", header = "Have a gateway look into its repository.")
  static final class Check extends AskCommand {
    Check(Console console) {
      super(console);
    }

    @Override
    public Integer call() throws IOException, CommandException {
      return gateway().run(List.of("check"));
    }
  }

  @Command(name = "stage", header = "Have a gateway fetch what is newer.")
  static final class Stage extends AskCommand {
    @Mixin private Wish wish;

    Stage(Console console) {
      super(console);
    }

    @Override
    public Integer call() throws IOException, CommandException {
      return gateway().run(wish.words("stage"));
    }
  }

  @Command(
      name = "apply",
      sortOptions = false,
      header = "Have a gateway fetch and apply what is newer; watch until it stays.",
      description = {
        "",
        "Exit status: 0 it stays, or there is nothing newer; 1 refused, or taken back by itself;",
        "3 where no gateway runs with this data folder.",
        ""
      })
  static final class Apply extends AskCommand {
    @Mixin private Wish wish;

    @Option(names = "--no-wait", description = "returns once it has begun")
    private boolean noWait;

    Apply(Console console) {
      super(console);
    }

    @Override
    public Integer call() throws IOException, CommandException, InterruptedException {
      List<String> words = wish.words("apply");
      words.add("--no-wait");
      int status = gateway().run(words);
      return status != ExitStatus.GOOD || noWait ? status : result(gateway().follow());
    }
  }

  @Command(name = "rollback", header = "Have a gateway go back to what ran before.")
  static final class RollBack extends AskCommand {
    RollBack(Console console) {
      super(console);
    }

    @Override
    public Integer call() throws IOException, CommandException, InterruptedException {
      int status = gateway().run(List.of("rollback", "--no-wait"));
      if (status == ExitStatus.GOOD) {
        gateway().follow();
      }
      return status;
    }
  }

  private static int result(UpdatePhase phase) {
    return phase == UpdatePhase.ROLLED_BACK ? ExitStatus.FAULT : ExitStatus.GOOD;
  }
}
