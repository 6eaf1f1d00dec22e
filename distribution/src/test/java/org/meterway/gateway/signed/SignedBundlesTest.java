/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.signed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.status.Health;

class SignedBundlesTest {
  private static final String NAME = "handler.jar";

  @TempDir private static Path keys;
  private static Path trusted;
  private static Path trustedElsewhere;
  private static Path first;
  private static Path second;
  private static Path strange;

  @TempDir private Path folder;
  private Path deploy;
  private Path accepted;
  private Path temporary;
  private Path certificates;
  private long nanos;
  private Instant now = Instant.now();

  @BeforeAll
  static void givenAMakerAndAStranger() throws Exception {
    Signer maker = Signer.create(keys, "maker", "-validity", "100");
    Signer stranger = Signer.create(keys, "stranger");
    trusted = maker.certificate();
    trustedElsewhere = stranger.certificate();
    first = maker.sign(TestJar.write(keys.resolve("first.jar"), "1.0.0"));
    second = maker.sign(TestJar.write(keys.resolve("second.jar"), "1.1.0"));
    strange = stranger.sign(TestJar.write(keys.resolve("strange.jar"), "1.1.0"));
  }

  @BeforeEach
  void givenFolders() throws Exception {
    deploy = Files.createDirectory(folder.resolve("deploy"));
    accepted = Files.createDirectory(folder.resolve("accepted"));
    temporary = Files.createDirectory(folder.resolve("tmp"));
    certificates = Files.copy(trusted, folder.resolve("trusted.pem"));
  }

  private SignedBundles start() throws IOException {
    return start(() -> now);
  }

  private SignedBundles start(Supplier<Instant> clock) throws IOException {
    SignedBundles bundles =
        new SignedBundles(deploy, accepted, temporary, certificates, clock, () -> nanos);
    bundles.checkAll();
    return bundles;
  }

  private void look(SignedBundles bundles) {
    bundles.update();
    bundles.update();
  }

  private Path made(Path jar) throws IOException {
    return Files.copy(jar, folder.resolve("new.jar"));
  }

  private Path jar(String version) throws IOException {
    return TestJar.write(folder.resolve("new.jar"), version);
  }

  private Path drop(Path jar) throws IOException {
    return Files.move(jar, deploy.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
  }

  private byte[] running() throws IOException {
    return Files.readAllBytes(accepted.resolve(NAME));
  }

  @Test
  void whatIsSignedIsHandedOverByteForByteAndGoesWhenItIsRemoved() throws Exception {
    byte[] one = Files.readAllBytes(drop(made(first)));
    SignedBundles bundles = start();
    assertArrayEquals(one, running());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(accepted.resolve(NAME))));

    byte[] two = Files.readAllBytes(drop(made(second)));
    look(bundles);
    assertArrayEquals(two, running());
    assertEquals(Health.OK, bundles.describe().health());
    assertEquals("ACCEPTED", bundles.describe().state());
    assertEquals(1, bundles.describe().counters().get("accepted"));

    Files.delete(deploy.resolve(NAME));
    look(bundles);
    assertFalse(Files.exists(accepted.resolve(NAME)));
  }

  @Test
  void aRefusedVersionStaysInTheFolderWithTheReasonAndTheOldOneRunsOn() throws Exception {
    byte[] one = Files.readAllBytes(drop(made(first)));
    SignedBundles bundles = start();

    Path refused = drop(made(strange));
    look(bundles);

    assertArrayEquals(one, running());
    assertTrue(Files.exists(refused));
    assertEquals(
        "handler.jar is signed by CN=stranger, and " + certificates + " has no such signer",
        bundles.describe().reason());
    assertEquals("REFUSED", bundles.describe().state());
    assertEquals(Health.WARNING, bundles.describe().health());

    start();
    assertArrayEquals(one, running());
  }

  @Test
  void whoeverExchangesTheJarWhileItIsCheckedGainsNothing() throws Exception {
    byte[] good = Files.readAllBytes(drop(made(first)));
    byte[] evil = Files.readAllBytes(jar("6.6.6"));
    // The clock is read after the copy was made and before it is checked.
    SignedBundles bundles =
        start(
            () -> {
              exchange(evil);
              return now;
            });

    assertArrayEquals(good, running());
    look(bundles);
    assertArrayEquals(good, running());
    assertEquals("handler.jar is not signed", bundles.describe().reason());
  }

  private void exchange(byte[] content) {
    try {
      Files.write(deploy.resolve(NAME), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aJarThatIsBeingWrittenIsLeftAloneUntilItIsWhole() throws Exception {
    SignedBundles bundles = start();
    byte[] whole = Files.readAllBytes(made(first));
    for (int length = 0; length < whole.length; length += 1 + whole.length / 7) {
      Files.write(deploy.resolve(NAME), Arrays.copyOf(whole, length));
      bundles.update();
      assertEquals("", bundles.describe().reason());
    }
    Files.write(deploy.resolve(NAME), whole);

    look(bundles);

    assertArrayEquals(whole, running());
  }

  @Test
  void whatWasAcceptedRunsOnWhenItsCertificateExpiresAndWhenTheClockIsLost() throws Exception {
    byte[] good = Files.readAllBytes(drop(made(first)));
    start();

    now = now.plus(Duration.ofDays(1000));
    start();
    assertArrayEquals(good, running());
    now = Instant.EPOCH;
    assertEquals("", start().describe().reason());
    assertArrayEquals(good, running());
  }

  @Test
  void aClockThatIsSetLaterMakesARefusedJarGood() throws Exception {
    drop(made(first));
    Instant today = now;
    now = Instant.EPOCH;
    SignedBundles bundles = start();
    assertTrue(bundles.describe().reason().contains("today is 1970-01-01"));
    assertFalse(Files.exists(accepted.resolve(NAME)));

    now = today;
    bundles.update();
    assertFalse(Files.exists(accepted.resolve(NAME)));
    nanos += Duration.ofMinutes(1).toNanos();
    bundles.update();

    assertTrue(Files.exists(accepted.resolve(NAME)));
    assertEquals("", bundles.describe().reason());
  }

  @Test
  void whomNobodyTrustsAnyMoreLosesTheBundleThatRuns() throws Exception {
    drop(made(first));
    SignedBundles bundles = start();

    Files.copy(trustedElsewhere, certificates, StandardCopyOption.REPLACE_EXISTING);
    bundles.update();

    assertFalse(Files.exists(accepted.resolve(NAME)));
    assertTrue(bundles.describe().reason().startsWith("handler.jar is signed by CN=maker, and"));

    Files.copy(trusted, certificates, StandardCopyOption.REPLACE_EXISTING);
    bundles.update();
    assertTrue(Files.exists(accepted.resolve(NAME)));
  }

  @Test
  void withDamagedCertificatesTheLastGoodOnesStay() throws Exception {
    SignedBundles bundles = start();
    Files.writeString(certificates, "damaged");
    drop(made(first));

    look(bundles);

    assertTrue(Files.exists(accepted.resolve(NAME)));
    assertEquals(certificates + ": not a list of certificates in PEM", bundles.describe().reason());
    Files.copy(trusted, certificates, StandardCopyOption.REPLACE_EXISTING);
    bundles.update();
    assertEquals("", bundles.describe().reason());
  }

  @Test
  void aFolderThatCannotBeListedTakesNothingAway() throws Exception {
    drop(made(first));
    SignedBundles bundles = start();

    Files.move(deploy, folder.resolve("elsewhere"));
    look(bundles);

    assertTrue(Files.exists(accepted.resolve(NAME)));
    assertEquals(deploy + ": NoSuchFileException", bundles.describe().reason());
  }

  @Test
  void whatWasPutAmongTheAcceptedOnesIsFoundAtTheStart() throws Exception {
    Files.move(jar("6.6.6"), accepted.resolve(NAME));
    Files.copy(accepted.resolve(NAME), deploy.resolve(NAME));

    assertEquals("handler.jar is not signed", start().describe().reason());
    assertFalse(Files.exists(accepted.resolve(NAME)));
  }

  @Test
  void whatIsNoFileIsNotOpened() throws Exception {
    Process pipe = new ProcessBuilder("mkfifo", deploy.resolve(NAME).toString()).start();
    assertEquals(0, pipe.waitFor());
    Files.createDirectory(deploy.resolve("folder.jar"));
    Files.createSymbolicLink(deploy.resolve("loop.jar"), deploy.resolve("loop.jar"));

    assertEquals("", start().describe().reason());
  }
}
