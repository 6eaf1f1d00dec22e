/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a gateway is to start.
 *
 * @param home the unpacked distribution, which holds {@code bundles}
 * @param configuration its configuration
 * @param data its data folder: the framework's cache, configurations and secrets; made if absent
 * @param deploy the folder whose jars are live; made if absent
 * @param requireSigned file with the certificates that deployed bundles must be signed with; empty
 *     for what the configuration says
 * @param http where the Web Console listens; empty for none
 * @param shell whether a Gogo shell reads the terminal
 * @param console gets what a person in front of the gateway is told, a line at a time; called from
 *     several threads
 */
public record GatewayOptions(
    Path home,
    ConfigurationSource configuration,
    Path data,
    Path deploy,
    Optional<Path> requireSigned,
    Optional<HttpAddress> http,
    boolean shell,
    Consumer<String> console) {
  /** System property that names the unpacked distribution; the start script sets it. */
  public static final String HOME_PROPERTY = "meterway.home";

  /**
   * A gateway of the distribution that this program runs from, without Web Console and shell, that
   * tells nobody anything; {@code deploy} is a folder in {@code data}.
   */
  public static GatewayOptions of(ConfigurationSource configuration, Path data) {
    return new GatewayOptions(
        Path.of(System.getProperty(HOME_PROPERTY, ".")),
        configuration,
        data,
        data.resolve("deploy"),
        Optional.empty(),
        Optional.empty(),
        false,
        line -> {});
  }

  /** The same with another deploy folder. */
  public GatewayOptions withDeploy(Path newDeploy) {
    return new GatewayOptions(
        home, configuration, data, newDeploy, requireSigned, http, shell, console);
  }

  /** The same where deployed bundles must be signed with one of the certificates in a file. */
  public GatewayOptions withRequireSigned(Optional<Path> certificates) {
    return new GatewayOptions(
        home, configuration, data, deploy, certificates, http, shell, console);
  }

  /** The same with a Web Console at {@code address}, or with none. */
  public GatewayOptions withHttp(Optional<HttpAddress> address) {
    return new GatewayOptions(
        home, configuration, data, deploy, requireSigned, address, shell, console);
  }

  /** The same with a shell on the terminal, or with none. */
  public GatewayOptions withShell(boolean wanted) {
    return new GatewayOptions(
        home, configuration, data, deploy, requireSigned, http, wanted, console);
  }

  /** The same with a listener for what a person is told. */
  public GatewayOptions withConsole(Consumer<String> listener) {
    return new GatewayOptions(
        home, configuration, data, deploy, requireSigned, http, shell, listener);
  }
}
