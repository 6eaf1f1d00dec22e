/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.meterway.itests.soak.deployed.Agent;
import org.meterway.simulator.Fault;
import org.meterway.simulator.UnreliableLine;

/**
 * A gateway with meters and a head end for each kind of delivery, in a folder of its own that goes
 * when it is closed.
 */
final class Site implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(40);
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(20);
  private static final Duration QUIET = Duration.ofMillis(700);
  private static final long WARM_UP_MS = 500;
  private static final long LOOK_AGAIN_NANOS = 2_000_000;

  private final Path folder;

  /** For Ctrl-C; the gateway and the namespaces end by themselves. */
  private final Thread hook = new Thread(this::deleteFolder, "soak-stop");

  private final Configuration configuration = new Configuration();
  private final List<Group> groups = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> javaOptions = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<Phase> phases = new ArrayList<>();
  private final boolean settlesOnce;
  private List<String> prefix = List.of();
  private Path data;
  private GatewayRun gateway;
  private AgentClient agent;
  private Usage usageBefore;

  /**
   * @param dose the long form waits behind each fault for the gateway to need as little as before,
   *     the short form at the end of all
   */
  Site(Load load, Dose dose) throws IOException {
    settlesOnce = dose.isBrief();
    folder = Files.createTempDirectory("meterway-soak");
    data = folder.resolve("data");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      int number = 1;
      for (Delivery delivery : Delivery.values()) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < load.metersPerDelivery(); i++) {
          numbers.add(number++);
        }
        Group group = new Group(delivery, folder, numbers, load);
        groups.add(group);
        group.configure(configuration);
      }
      configuration.set("org.meterway.handlers.Transparent", "enabled", false);
      javaOptions.add("-D" + Agent.SOCKET + "=" + agentSocket());
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Path agentSocket() {
    return folder.resolve("agent");
  }

  Path folder() {
    return folder;
  }

  /** Where the gateway keeps its data; to be set before the start. */
  void keepDataIn(Path newData) {
    data = newData;
  }

  Path data() {
    return data;
  }

  Configuration configuration() {
    return configuration;
  }

  List<Group> groups() {
    return groups;
  }

  GatewayRun gateway() {
    return gateway;
  }

  /** A variable of the gateway's environment; to be set before the start. */
  void environment(String name, String value) {
    environment.put(name, value);
  }

  /** An option of the gateway's Java machine; to be set before the start. */
  void javaOption(String option) {
    javaOptions.add(option);
  }

  /** What runs the gateway; to be set before the start. */
  void prefix(List<String> words) {
    prefix = words;
  }

  /** Notes what went wrong and goes on. */
  void problem(String what) {
    problems.add(what);
  }

  /** Starts all and returns when a payload of each meter was acknowledged. */
  void start() throws IOException, InterruptedException {
    writeConfiguration();
    Path deploy = Files.createDirectories(deployFolder());
    for (SoakBundle bundle : SoakBundle.values()) {
      bundle.writeTo(jar(bundle));
    }
    environment.put("METERWAY_OPTS", String.join(" ", javaOptions));
    gateway =
        new GatewayRun(
            folder,
            prefix,
            environment,
            List.of(
                Home.gateway().resolve("bin/meterway").toString(),
                "run",
                "--config",
                configurationFile().toString(),
                "--data",
                data.toString(),
                "--deploy",
                deploy.toString(),
                "--http",
                "off"));
    gateway.start();
    groups.forEach(Group::send);
    long now = System.nanoTime();
    if (!within(START_LIMIT, () -> isAcceptedSince(now))) {
      throw new IOException("The gateway takes no payloads; it said:\n" + gateway.log());
    }
    if (!within(START_LIMIT, this::isUp)) {
      throw new IOException("The gateway does not get up; it said:\n" + gateway.log());
    }
    agent = agentSocketIsThere() ? new AgentClient(agentSocket()) : null;
    pause(WARM_UP_MS);
    calibrate();
  }

  private Path deployFolder() {
    return folder.resolve("deploy");
  }

  /** Where a bundle is that the site deploys. */
  Path jar(SoakBundle bundle) {
    return deployFolder().resolve(bundle.symbolicName() + ".jar");
  }

  private boolean isUp() {
    try {
      return gateway.log().contains("Meterway is up");
    } catch (IOException e) {
      return false;
    }
  }

  private boolean agentSocketIsThere() {
    return within(START_LIMIT, () -> Files.exists(agentSocket()));
  }

  /** From now on, the threads and descriptors are compared with those of now. */
  void calibrate() throws IOException {
    usageBefore = Usage.of(gateway);
  }

  Path configurationFile() {
    return folder.resolve("gateway.json");
  }

  /** Writes the configuration as it is now. */
  void writeConfiguration() throws IOException {
    Path fresh = folder.resolve("gateway.json.new");
    Files.writeString(fresh, configuration.json());
    Files.move(fresh, configurationFile(), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether of each meter a payload was acknowledged since then, as {@link System#nanoTime}. */
  boolean isAcceptedSince(long nanoTime) {
    return groups.stream().allMatch(group -> group.ledger().isAcceptedSince(nanoTime));
  }

  /** Waits until each meter is served again. */
  boolean awaitAccepted(Duration limit) {
    long now = System.nanoTime();
    return within(limit, () -> isAcceptedSince(now));
  }

  /** Lets all head ends do this wrong. */
  void inject(Fault fault) throws IOException {
    for (Group group : groups) {
      group.headEnd().inject(fault);
    }
  }

  /** Lets all head ends do everything right. */
  void heal() throws IOException {
    for (Group group : groups) {
      group.headEnd().heal();
    }
  }

  /** The agent in the gateway, until that is killed. */
  AgentClient agent() throws IOException {
    if (agent == null) {
      throw new IOException("The agent does not listen; the gateway said:\n" + gateway.log());
    }
    return agent;
  }

  /** Ends the load, and waits until all that was accepted has arrived, or nothing more does. */
  private void drain() {
    groups.forEach(Group::stopSending);
    for (Group group : groups) {
      within(
          DRAIN_LIMIT,
          () -> group.ledger().lost() == 0 && group.ledger().quietNanos() > QUIET.toNanos());
    }
  }

  /** Waits for the gateway to need no more than before; what it needs then. */
  Usage settledUsage(Usage before) throws IOException {
    Usage[] now = {Usage.of(gateway)};
    within(
        SETTLE_LIMIT,
        () -> {
          try {
            now[0] = Usage.of(gateway);
            return now[0].isWithin(before);
          } catch (IOException e) {
            return false;
          }
        });
    return now[0];
  }

  /** Whether threads and descriptors are compared at the end only. */
  boolean settlesOnce() {
    return settlesOnce;
  }

  /** Begins to inject a fault, with the gateway's threads and descriptors compared. */
  Phase begin(String fault) throws IOException {
    return begin(fault, groups, usageBefore);
  }

  /** Begins to inject a fault after which the gateway is another process. */
  Phase beginWithRestarts(String fault) {
    return begin(fault, groups, null);
  }

  /** Begins to inject a fault that concerns some groups. */
  Phase begin(String fault, List<Group> of, Usage before) {
    Phase phase = new Phase(this, fault, of, before);
    phases.add(phase);
    return phase;
  }

  /** Takes all meters away from the gateway. */
  void unplugMeters() {
    groups.forEach(group -> group.lines().forEach(UnreliableLine::vanish));
  }

  /** Brings all meters back. */
  void plugMetersIn() throws IOException {
    for (Group group : groups) {
      for (UnreliableLine line : group.lines()) {
        line.comeBack();
      }
    }
  }

  /** Waits until all that was accepted has arrived; whether it has. */
  boolean awaitDelivered() {
    return within(DRAIN_LIMIT, () -> lost() == 0);
  }

  /** Accepted payloads that have not arrived. */
  long lost() {
    return groups.stream().mapToLong(group -> group.ledger().lost()).sum();
  }

  /** The threads and descriptors of the gateway at work, before any fault. */
  Usage usageBefore() {
    return usageBefore;
  }

  List<String> problems() {
    return problems;
  }

  /** Ends all: waits for what was accepted, stops the gateway, and tells what came of it. */
  List<Row> finish() throws IOException, InterruptedException {
    drain();
    if (settlesOnce) {
      Usage last = gateway.starts() == 1 ? settledUsage(usageBefore) : null;
      phases.forEach(phase -> phase.settled(last));
    }
    if (!gateway.stop()) {
      problems.add("the gateway did not end by itself");
    }
    for (Group group : groups) {
      if (group.ledger().lost() > 0) {
        System.err.println(group.delivery() + " lost " + group.ledger().missing());
      }
      checkBetweenPhases(group);
    }
    return phases.stream().flatMap(phase -> phase.rows().stream()).toList();
  }

  /**
   * What was sent before, between and after the phases is in none of their rows. An excuse of a
   * phase holds for it too: it was on its way when the fault began.
   */
  private void checkBetweenPhases(Group group) {
    Ledger ledger = group.ledger();
    Ledger.Counts all = ledger.between(ledger.begin(), ledger.mark());
    Ledger.Counts inPhases =
        phases.stream()
            .map(phase -> phase.counts(group))
            .reduce(Ledger.Counts.NONE, Ledger.Counts::plus);
    boolean mayLose = phases.stream().anyMatch(phase -> phase.mayLose(group));
    boolean mayDisorder = phases.stream().anyMatch(Phase::isDisorderExcused);
    boolean mayRepeat = mayDisorder || !group.delivery().isOnce();
    long lost = mayLose ? 0 : all.lost() - inPhases.lost();
    long reordered = mayDisorder ? 0 : all.reordered() - inPhases.reordered();
    long twice = mayRepeat ? 0 : all.duplicated() - inPhases.duplicated();
    if (lost + reordered + twice > 0) {
      problems.add(
          "%s between the faults: %d lost, %d out of order, %d taken twice"
              .formatted(group.delivery(), lost, reordered, twice));
    }
  }

  static boolean within(Duration limit, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    return true;
  }

  /** Lets the load run. */
  static void pause(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }

  @Override
  public void close() throws IOException {
    if (gateway != null) {
      gateway.close();
    }
    for (Group group : groups) {
      group.close();
    }
    deleteFolder();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is what ends all.
      return;
    }
  }

  /**
   * Unless the system property {@code meterway.soak.keep} is set, for whoever looks for a cause.
   */
  private void deleteFolder() {
    if (System.getProperty("meterway.soak.keep") != null) {
      System.err.println("kept: " + folder);
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // Somebody still writes there; it is a folder for temporary files.
      System.err.println(folder + " is left behind: " + e.getMessage());
    }
  }
}
