/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.itests.support.Eventually.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.meterway.api.network.NetworkListener;
import org.meterway.api.network.NetworkState;
import org.meterway.api.network.NetworkStatus;
import org.meterway.api.network.NetworkWatch;
import org.meterway.api.network.RecoveryAction;
import org.meterway.itests.support.HeadEndServer;
import org.meterway.itests.support.MobileModem;

/** The network is watched, lost, and brought back by the ladder, by configuration alone. */
public class NetworkIT extends Scenario {
  private static final String WATCH = Gateway.NETWORK_WATCH;

  @Test
  void aStuckModemIsRecoveredByTheLadder() {
    HeadEndServer server = headEndServer();
    MobileModem modem = leavesWithTheTest(MobileModem.registered());
    gateway().port("modem", modem.device());
    gateway()
        .factory(
            Gateway.AT_MODEM,
            "modem",
            Map.of("MeterPort.target", Gateway.target("modem"), "radioOffSeconds", 1));
    gateway().awaitState("modem", "modem", "REGISTERED");
    List<NetworkState> heard = listening();
    watch(
        "probes",
        new String[] {"127.0.0.1:" + server.port()},
        "steps",
        new String[] {"2:modem-radio;limit=9/1h", "4:restart-host"});
    gateway().awaitState("network", WATCH, "ONLINE");

    modem.getsStuck();
    server.goesAway();
    gateway().awaitState("network", WATCH, "OFFLINE");
    modem.awaitRadioCycle();
    server.comesBack();

    gateway().awaitState("network", WATCH, "ONLINE");
    eventually(
        () -> "changes heard: " + heard,
        () ->
            heard.equals(List.of(NetworkState.ONLINE, NetworkState.OFFLINE, NetworkState.ONLINE)));
    assertEquals(1, modem.radioCycles());
    assertTrue(fact("step 2:modem-radio").contains("done at"), fact("step 2:modem-radio"));
    assertTrue(fact("step 4:restart-host").startsWith("off, as restartHost is"));
  }

  @Test
  void aHeadEndIsLookedForOnlyWhileItIsNotConnected() {
    HeadEndServer server = headEndServer();
    gateway().headEnd("hes", server.port());
    watch("headEnds", "CONNECT", "steps", new String[0]);
    gateway().awaitState("network", WATCH, "ONLINE");
    assertEquals(1, status().checks().size());

    server.goesAway();
    gateway().awaitState("network", WATCH, "OFFLINE");
    eventually(
        "the head end is named", () -> fact("check head end hes").startsWith("failed: 127.0.0.1"));

    server.comesBack();
    gateway().awaitState("network", WATCH, "ONLINE");
    gateway().awaitState("headend", "hes", "CONNECTED");
    eventually(
        "it tells by itself that it is connected",
        () -> fact("check head end hes").startsWith("well: it is connected"));
  }

  @Test
  void aHeadEndThatWaitsForTheNetworkIsNotWaitedFor() {
    HeadEndServer server = headEndServer();
    server.goesAway();
    watch("headEnds", "STATE", "probes", new String[] {"127.0.0.1:" + server.port()});
    gateway().awaitState("network", WATCH, "OFFLINE");
    gateway().headEnd("hes", server.port()).change("waitForNetwork", true);
    eventually(
        "the head end waits",
        () -> fact("check head end hes").startsWith("well: it waits for the network"));

    server.comesBack();
    gateway().awaitState("headend", "hes", "CONNECTED");
    gateway().awaitState("network", WATCH, "ONLINE");
  }

  @Test
  void whereNothingIsWatchedAHeadEndDoesNotWait() {
    HeadEndServer server = headEndServer();
    watch();
    gateway().awaitState("network", WATCH, "IDLE");
    gateway().headEnd("hes", server.port()).change("waitForNetwork", true);
    gateway().awaitState("headend", "hes", "CONNECTED");
  }

  @Test
  void aListenerThatComesLateHearsTheStateAtOnce() {
    watch("interfaces", new String[] {"lo"}, "intervalSeconds", 3600);
    gateway().awaitState("network", WATCH, "ONLINE");
    List<NetworkState> heard = listening();
    eventually("it hears of it", () -> heard.equals(List.of(NetworkState.ONLINE)));
  }

  @Test
  void whatIsMissingIsSaidAndTheNextStepIsTaken() {
    List<String> reasons = new CopyOnWriteArrayList<>();
    gateway()
        .register(
            RecoveryAction.class,
            why -> {
              reasons.add(why);
              return "a lever was pulled";
            },
            Map.of(RecoveryAction.NAME, "lever"));
    watch(
        "interfaces",
        new String[] {"nowhere0"},
        "steps",
        new String[] {"1:nobody", "2:lever;limit=9/1h"});
    eventually(
        "the second step is taken", () -> fact("step 2:lever").endsWith("a lever was pulled"));
    assertTrue(
        reasons.get(0).contains("interface nowhere0: there is no such interface"),
        reasons.toString());
    assertTrue(fact("step 1:nobody").startsWith("no such action"));
    assertEquals(1, gateway().counter("network", WATCH, "steps.without.action"));
  }

  @Test
  void aRestartIsRememberedOverANewStart() throws IOException {
    Path folder = Files.createTempDirectory(gateway().context().getDataFile("").toPath(), "own");
    Path calls = Files.createFile(folder.resolve("calls"));
    program(folder, "#!/bin/sh\necho \"$1 $METERWAY_REASON\" >> " + calls + "\n");
    Gateway.Instance action =
        gateway()
            .factory(
                Gateway.COMMAND_ACTION,
                "reboot",
                Map.of(
                    "program",
                    folder.resolve("program").toString(),
                    "arguments",
                    new String[] {"a b"},
                    "meterway.recovery.action",
                    "own-reboot",
                    "meterway.recovery.ends.run",
                    true));
    Object[] settings = {
      "interfaces",
      new String[] {"nowhere0"},
      "restartHost",
      true,
      "steps",
      new String[] {"1:own-reboot;repeat=1;limit=2/30d"}
    };
    Gateway.Instance watch = watch(settings);
    eventually("called as often as it may be", () -> lines(calls).size() == 2);
    eventually(
        "its limit is told",
        () -> fact("step 1:own-reboot").contains("its limit of 2/30d is reached"));
    assertTrue(lines(calls).get(0).startsWith("a b a round failed: interface nowhere0"));

    watch.delete();
    gateway().awaitGone("network", WATCH);
    watch(settings);
    eventually(
        "its limit is told again",
        () -> fact("step 1:own-reboot").contains("its limit of 2/30d is reached"));
    assertEquals(2, lines(calls).size());
    assertEquals(2, gateway().counter("recovery", "reboot", "calls"));
    action.delete();
  }

  @Test
  void aWrongStepIsNamed() {
    watch("interfaces", new String[] {"lo"}, "steps", new String[] {"3:modem-radio", "soon:x"});
    gateway().awaitRefusal(WATCH, WATCH, "soon:x");
  }

  private Gateway.Instance watch(Object... changed) {
    Map<String, Object> properties = new HashMap<>(Map.of("intervalSeconds", 1));
    for (int i = 0; i < changed.length; i += 2) {
      properties.put((String) changed[i], changed[i + 1]);
    }
    return gateway().singleton(WATCH, properties);
  }

  private List<NetworkState> listening() {
    List<NetworkState> heard = new CopyOnWriteArrayList<>();
    gateway()
        .register(NetworkListener.class, status -> heard.add(status.state()), Map.of("any", "x"));
    return heard;
  }

  private NetworkStatus status() {
    return gateway().with(NetworkWatch.class, NetworkWatch::status);
  }

  private String fact(String name) {
    return gateway()
        .status("network", WATCH)
        .map(status -> status.facts().getOrDefault(name, ""))
        .orElse("");
  }

  private static void program(Path folder, String text) throws IOException {
    Path program = Files.writeString(folder.resolve("program"), text);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
