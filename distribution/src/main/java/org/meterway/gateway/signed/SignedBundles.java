/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.signed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.meterway.api.status.RateLimit;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the deploy folder and the framework where signatures are required: what may run is
 * copied from the one folder to another, which only the gateway writes and the framework reads.
 *
 * <p>A jar is copied first; then the copy is checked; then the very copy is handed over. So nobody
 * can exchange it in between. One that is refused stays where it is, and what was accepted under
 * its name before goes on running. An accepted copy's time of modification is when it was accepted:
 * for that time its signature is checked again after a restart, so that neither an expired
 * certificate nor a clock without battery stops a gateway that ran well.
 *
 * <p>One thread at a time looks; the state may be asked for by any.
 */
public final class SignedBundles implements StatusSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SignedBundles.class);
  private static final long PERIOD_MILLIS = 500;
  private static final long MAX_JAR_BYTES = 256L << 20;

  /** A refusal that may pass by itself is looked at again after this time. */
  private static final long RETRY_NANOS = Duration.ofMinutes(1).toNanos();

  private final Path deploy;
  private final Path accepted;
  private final Path temporary;
  private final Path certificates;
  private final Supplier<Instant> clock;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService thread;
  private final RateLimit lookLog = new RateLimit();

  // Of the thread that looks.
  private final Map<String, Seen> seen = new HashMap<>();
  private TrustedSigners trusted;
  private Stamp certificatesStamp;
  private String certificatesProblem = "";

  private volatile State state = new State(Instant.now(), "", 0, Map.of());

  /** What is shown. */
  private record State(Instant since, String problem, int accepted, Map<String, String> refused) {}

  /** A jar in the deploy folder as it was when it was looked at. */
  private record Seen(Stamp stamp, Outcome outcome, long nanos) {}

  private enum Outcome {
    /** It may still be being written. */
    UNSETTLED,
    DECIDED,
    REFUSED_FOR_NOW
  }

  private record Stamp(FileTime time, long size, Object key) {
    static Stamp of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
  }

  SignedBundles(
      Path deploy,
      Path accepted,
      Path temporary,
      Path certificates,
      Supplier<Instant> clock,
      LongSupplier nanoTime)
      throws IOException {
    this.deploy = deploy;
    this.accepted = accepted;
    this.temporary = temporary;
    this.certificates = certificates;
    this.clock = clock;
    this.nanoTime = nanoTime;
    trusted = TrustedSigners.read(certificates);
    certificatesStamp = Stamp.of(certificates);
    thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread named = new Thread(task, "meterway-signatures");
              named.setDaemon(true);
              return named;
            });
  }

  /**
   * Checks what lies there, so that the framework starts with what may run and nothing else.
   *
   * @param deploy where bundles are dropped
   * @param accepted where the framework finds those that may run; a folder of the gateway's own
   * @param temporary folder on the same file system
   * @param certificates who may sign, in PEM; read again when it changes
   * @throws IOException with the reason in words if the certificates cannot be read
   */
  public static SignedBundles open(Path deploy, Path accepted, Path temporary, Path certificates)
      throws IOException {
    SignedBundles bundles =
        new SignedBundles(
            deploy, accepted, temporary, certificates, Instant::now, System::nanoTime);
    bundles.checkAll();
    return bundles;
  }

  /**
   * Ends without a word if the certificates can be read.
   *
   * @throws IOException with the reason in words
   */
  public static void checkCertificates(Path certificates) throws IOException {
    TrustedSigners.read(certificates);
  }

  /** Looks at the folder from now on, until {@link #close}. */
  public void start() {
    thread.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void look() {
    try {
      update();
    } catch (RuntimeException e) {
      if (lookLog.permits()) {
        LOG.error("The deploy folder cannot be looked at", e);
      }
    }
  }

  /** Checks everything anew: what was accepted under its own name, then what was dropped. */
  void checkAll() {
    for (Path copy : accepted()) {
      Instant time = modified(copy);
      try {
        new SignatureCheck(trusted, time).check(copy);
      } catch (RefusedException e) {
        withdraw(copy, "it " + e.getMessage());
      } catch (IOException e) {
        withdraw(copy, e.toString());
      }
    }
    seen.clear();
    look(true);
  }

  /** Looks for what has changed. */
  void update() {
    if (certificatesHaveChanged()) {
      checkAll();
    } else {
      look(false);
    }
  }

  private boolean certificatesHaveChanged() {
    try {
      Stamp now = Stamp.of(certificates);
      if (now.equals(certificatesStamp)) {
        return false;
      }
      trusted = TrustedSigners.read(certificates);
      certificatesStamp = now;
      LOG.info("{} has changed; all deployed bundles are checked anew", certificates);
      certificatesProblem = "";
      return true;
    } catch (IOException e) {
      certificatesStamp = null;
      String problem = inWords(e);
      if (!certificatesProblem.equals(problem)) {
        certificatesProblem = problem;
        LOG.error("{}; the certificates that were read before stay in force", problem);
      }
      return false;
    }
  }

  private void look(boolean atOnce) {
    Map<String, String> refused = new TreeMap<>(state.refused());
    List<Path> jars;
    try {
      jars = list(deploy);
    } catch (IOException e) {
      // Nobody has taken the jars away on purpose.
      show(inWords(e), refused);
      return;
    }
    Set<String> names =
        jars.stream().map(jar -> jar.getFileName().toString()).collect(Collectors.toSet());
    refused.keySet().retainAll(names);
    seen.keySet().retainAll(names);
    for (Path copy : accepted()) {
      if (!names.contains(copy.getFileName().toString())) {
        delete(copy);
      }
    }
    for (Path jar : jars) {
      look(jar, atOnce, refused);
    }
    show(certificatesProblem, refused);
  }

  private void look(Path jar, boolean atOnce, Map<String, String> refused) {
    String name = jar.getFileName().toString();
    Seen before = seen.get(name);
    try {
      Stamp stamp = Stamp.of(jar);
      boolean settled = atOnce || before != null && before.stamp().equals(stamp);
      if (!settled) {
        seen.put(name, new Seen(stamp, Outcome.UNSETTLED, nanoTime.getAsLong()));
      } else if (before == null || isDue(before)) {
        seen.put(name, new Seen(stamp, examine(jar, stamp, refused), nanoTime.getAsLong()));
      }
    } catch (IOException e) {
      // It has just gone, or the disk is full; the next look will tell.
      refuse(name, "cannot be read or copied: " + inWords(e), refused);
      seen.remove(name);
    }
  }

  private boolean isDue(Seen before) {
    return switch (before.outcome()) {
      case UNSETTLED -> true;
      case DECIDED -> false;
      case REFUSED_FOR_NOW -> nanoTime.getAsLong() - before.nanos() >= RETRY_NANOS;
    };
  }

  private Outcome examine(Path jar, Stamp stamp, Map<String, String> refused) throws IOException {
    String name = jar.getFileName().toString();
    Path target = accepted.resolve(name);
    Path copy = temporary.resolve(name + ".copy");
    try {
      copy(jar, copy);
      if (!Stamp.of(jar).equals(stamp)) {
        return Outcome.UNSETTLED;
      }
      // The copies themselves were checked when the gateway started.
      if (!Files.exists(target) || Files.mismatch(copy, target) >= 0) {
        Instant now = clock.get();
        String signer = new SignatureCheck(trusted, now).check(copy);
        Files.setLastModifiedTime(copy, FileTime.from(now));
        Files.move(
            copy, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        LOG.info("{} is accepted, signed by {}", name, signer);
      }
      refused.remove(name);
      return Outcome.DECIDED;
    } catch (RefusedException e) {
      refuse(name, e.getMessage(), refused);
      return e.isOfTheMoment() ? Outcome.REFUSED_FOR_NOW : Outcome.DECIDED;
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static void copy(Path jar, Path copy) throws IOException, RefusedException {
    Files.deleteIfExists(copy);
    Files.createFile(
        copy, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (InputStream from = Files.newInputStream(jar);
        OutputStream to = Files.newOutputStream(copy, StandardOpenOption.DSYNC)) {
      byte[] buffer = new byte[1 << 16];
      long length = 0;
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        length += n;
        if (length > MAX_JAR_BYTES) {
          throw new RefusedException("is too large: more than 256 MiB");
        }
        to.write(buffer, 0, n);
      }
    }
  }

  private void refuse(String name, String reason, Map<String, String> refused) {
    if (!reason.equals(refused.put(name, reason))) {
      LOG.error(
          "{} is refused: it {}{}",
          name,
          reason,
          Files.exists(accepted.resolve(name)) ? "; what was accepted before stays" : "");
    }
  }

  private void withdraw(Path copy, String reason) {
    LOG.error("{} may not run any more: {}", copy.getFileName(), reason);
    delete(copy);
  }

  private static void delete(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      LOG.error("{} cannot be deleted, and its bundle stays: {}", copy, e.getMessage());
    }
  }

  private List<Path> accepted() {
    try {
      return list(accepted);
    } catch (IOException e) {
      if (lookLog.permits()) {
        LOG.error("{}", inWords(e));
      }
      return List.of();
    }
  }

  /** Regular files only: to open anything else may take for ever. */
  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file))
          .sorted()
          .toList();
    }
  }

  /** Most of these exceptions say the file alone, when the reason is in the type. */
  private static String inWords(IOException e) {
    return e instanceof FileSystemException file && file.getReason() == null
        ? file.getFile() + ": " + e.getClass().getSimpleName()
        : e.getMessage();
  }

  private static Instant modified(Path copy) {
    try {
      return Files.getLastModifiedTime(copy).toInstant();
    } catch (IOException e) {
      LOG.debug("{} cannot be looked at", copy, e);
      return Instant.EPOCH;
    }
  }

  private void show(String problem, Map<String, String> refused) {
    State before = state;
    boolean same = before.problem().equals(problem) && before.refused().equals(refused);
    state =
        new State(
            same ? before.since() : clock.get(), problem, accepted().size(), Map.copyOf(refused));
  }

  @Override
  public Status describe() {
    State now = state;
    String reason =
        Stream.concat(
                Stream.of(now.problem()).filter(problem -> !problem.isEmpty()),
                new TreeMap<>(now.refused())
                    .entrySet().stream().map(jar -> jar.getKey() + " " + jar.getValue()))
            .collect(Collectors.joining("; "));
    return new Status(
        "deploy",
        "deploy",
        reason.isEmpty() ? "ACCEPTED" : "REFUSED",
        reason,
        now.since(),
        Map.of("accepted", (long) now.accepted(), "refused", (long) now.refused().size()),
        Map.of("folder", deploy.toString(), "certificates", certificates.toString()));
  }
}
