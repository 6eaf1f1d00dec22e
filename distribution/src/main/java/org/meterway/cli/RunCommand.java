/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.meterway.cli.shell.GatewayShell;
import org.meterway.gateway.ConfigurationSource;
import org.meterway.gateway.Gateway;
import org.meterway.gateway.GatewayException;
import org.meterway.gateway.GatewayOptions;
import org.meterway.gateway.HttpAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the gateway until it is told to stop. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs the gateway.")
final class RunCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Configuration in the form of the OSGi Configurator; watched while running.")
  private Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "What the gateway keeps between starts (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--deploy",
      paramLabel = "DIR",
      description = "Bundles in this folder are live (default: deploy in the data folder).")
  private Path deploy;

  @Option(
      names = "--require-signed",
      paramLabel = "CERTIFICATES",
      description = {
        "Only bundles signed with one of the certificates in this PEM file are deployed",
        "(default: deploy.requireSigned in the configuration, or no check)."
      })
  private Path requireSigned;

  @Option(
      names = "--http",
      paramLabel = "HOST:PORT|off",
      defaultValue = "127.0.0.1:8686",
      description = "Where the Web Console listens (default: ${DEFAULT-VALUE}).")
  private String http;

  @Option(
      names = "--shell",
      description = {
        "Reads commands of the Gogo shell from the terminal; when that ends, the gateway stops.",
        "'meterway shell' gives commands to a gateway that runs elsewhere."
      })
  private boolean shell;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    GatewayOptions options =
        GatewayOptions.of(ConfigurationSource.file(config), data)
            .withHttp(httpAddress())
            .withDeploy(deploy == null ? data.resolve("deploy") : deploy)
            .withRequireSigned(Optional.ofNullable(requireSigned))
            .withShell(shell)
            .withConsole(this::tell);
    AtomicReference<Gateway> running = new AtomicReference<>();
    StopSignals signals = StopSignals.handle(() -> close(running.get()));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running.get()), "meterway-stop"));
    try {
      while (run(options, running) == Gateway.Stop.RESTART) {
        tell("Meterway starts again");
      }
      return signals.exitStatus().orElse(ExitStatus.GOOD);
    } catch (GatewayException e) {
      String problems = String.join("\n", e.problems());
      throw e.isWrongUse() ? CommandException.usage(problems) : CommandException.fault(problems, e);
    }
  }

  private Gateway.Stop run(GatewayOptions options, AtomicReference<Gateway> running)
      throws GatewayException, InterruptedException {
    boolean first = running.get() == null;
    try (Gateway gateway = Gateway.start(options)) {
      running.set(gateway);
      Duration start = gateway.startTime();
      tell(upLine(gateway, first ? ProcessAge.now().orElse(start) : start));
      gateway.statusPage().ifPresent(page -> tell("Status page at " + page));
      if (shell && first) {
        GatewayShell.start(running::get, data, console, () -> close(running.get()));
      }
      return gateway.awaitStop();
    }
  }

  private static void close(Gateway gateway) {
    if (gateway != null) {
      gateway.close();
    }
  }

  private void tell(String line) {
    try {
      console.print(line);
      console.out().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<HttpAddress> httpAddress() throws CommandException {
    try {
      return "off".equalsIgnoreCase(http) ? Optional.empty() : Optional.of(HttpAddress.parse(http));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--http: " + e.getMessage());
    }
  }

  private static String upLine(Gateway gateway, Duration start) {
    return String.format(
            Locale.ROOT,
            "Meterway is up: %d bundles, %d %s, %.2f s",
            gateway.activeBundles(),
            gateway.links(),
            gateway.links() == 1 ? "link" : "links",
            start.toMillis() / 1000.0)
        + gateway.webConsole().map(address -> ", Web Console at " + address).orElse("");
  }
}
