/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.update.release.Release;
import org.meterway.update.release.ReleaseBundle;
import org.meterway.update.release.SigningKey;

/** Real gateways that are updated while their meters talk. */
class UpdateIT {
  private static final Path HOME = Path.of(System.getProperty("meterway.test.home"));
  private static final String TCP = "org.meterway.tcp";
  private static final String LINK = "org.meterway.link";
  private static final String API = "org.meterway.api";
  private static final String FRAMEWORK = "org.osgi.framework";

  private static final String[] RUN = {"--config", "gateway.json", "--http", "off"};

  @TempDir private Path folder;
  private TestRepository repository;
  private BundleVariants bundles;

  @BeforeEach
  void givenARepository() throws Exception {
    repository = TestRepository.in(folder);
    bundles = BundleVariants.copyOf(HOME, folder.resolve("release"));
  }

  private UpdatedGateway site(int stableSeconds, String more) throws Exception {
    return new UpdatedGateway(folder, repository.folder().toUri().toString(), stableSeconds, more);
  }

  private static void untilSomethingArrives(UpdatedGateway site) throws InterruptedException {
    int before = site.arrived();
    GatewayProcess.until("payloads arrive", () -> site.arrived() > before + 10);
  }

  private static void expect(String answer, String begin, String... words) {
    assertTrue(answer.startsWith(begin + "\n"), answer);
    for (String word : words) {
      assertTrue(answer.contains(word), word + " in " + answer);
    }
  }

  @Test
  void aGoodReleaseRunsAndStaysAndNotAPayloadIsLost() throws Exception {
    try (HttpsFolder server = new HttpsFolder(repository.folder(), folder);
        UpdatedGateway site =
            new UpdatedGateway(
                folder, server.index(), 1, ", \"caFile\": \"" + server.caFile() + "\"")) {
      try (Gateway gateway = Gateway.start(site.options(HOME))) {
        untilSomethingArrives(site);
        for (String name : List.of(TCP, LINK, "org.meterway.store", "org.meterway.registry")) {
          bundles.version(name, "0.1.1");
        }
        bundles.add("30-meterway/org.example.added-1.0.0.jar", FailingActivator.class, FRAMEWORK);
        repository.publish("0.1.1", bundles.folder());
        expect(
            UpdatedGateway.update(gateway, "check"),
            "0",
            "release 0.1.1 (1) is available",
            "made by a test");
        assertEquals("0.1.0", UpdatedGateway.version(gateway, TCP));

        expect(UpdatedGateway.update(gateway, "apply"), "0", "100 %", "TRYING", "CONFIRMED");

        assertEquals("0.1.1", UpdatedGateway.version(gateway, TCP));
        assertEquals("0.1.1", UpdatedGateway.version(gateway, LINK));
        assertEquals("1.0.0", UpdatedGateway.version(gateway, "org.example.added"));
        untilSomethingArrives(site);
        site.expectAllBut(0);
        expect(UpdatedGateway.update(gateway, "apply"), "0", "nothing newer");
      }
    }
  }

  @Test
  void theApiItselfIsExchangedTheNextStartKeepsItAndThereIsAWayBack() throws Exception {
    try (UpdatedGateway site = site(1, "")) {
      try (Gateway gateway = Gateway.start(site.options(HOME))) {
        untilSomethingArrives(site);
        bundles.version(API, "0.1.2");
        bundles.version("org.apache.felix.scr", "2.9.0");
        repository.publish("0.1.2", bundles.folder());

        expect(UpdatedGateway.update(gateway, "apply"), "0", "the updater itself is exchanged now");
        assertTrue(UpdatedGateway.follow(gateway).endsWith("CONFIRMED\n"));

        assertEquals("0.1.2", UpdatedGateway.version(gateway, API));
        assertEquals("2.9.0", UpdatedGateway.version(gateway, "org.apache.felix.scr"));
        untilSomethingArrives(site);

        expect(UpdatedGateway.update(gateway, "rollback"), "0", "an operator has asked for it");
        UpdatedGateway.follow(gateway);
        assertEquals("0.1.0", UpdatedGateway.version(gateway, API));
        untilSomethingArrives(site);
        expect(UpdatedGateway.update(gateway, "rollback"), "1", "there is nothing before them");

        expect(UpdatedGateway.update(gateway, "apply"), "0", "APPLYING");
        assertTrue(UpdatedGateway.follow(gateway).endsWith("CONFIRMED\n"));
      }
      try (GatewayProcess again = new GatewayProcess(HOME, folder, RUN)) {
        again.await("Meterway is up: \\d+ bundles, 1 link");
        untilSomethingArrives(site);
      }
      try (Gateway again = Gateway.start(site.options(HOME))) {
        assertEquals("0.1.2", UpdatedGateway.version(again, API));
      }
    }
  }

  @Test
  void whatIsNotGoodIsRefusedAndTheGatewayRunsOn() throws Exception {
    try (UpdatedGateway site = site(1, "");
        Gateway gateway = Gateway.start(site.options(HOME))) {
      untilSomethingArrives(site);
      bundles.version(TCP, "0.1.1");
      Release release = repository.publish("0.1.1", bundles.folder(), SigningKey.generate());
      expect(
          UpdatedGateway.update(gateway, "apply"), "1", "index.json is signed by no trusted key");

      repository.publish("0.1.2", bundles.folder());
      Path jar = repository.folder().resolve(bundle(release, TCP).repositoryPath());
      byte[] content = Files.readAllBytes(jar);
      content[content.length / 2] ^= 1;
      Files.write(jar, content);
      expect(
          UpdatedGateway.update(gateway, "apply"),
          "1",
          "org.meterway.tcp-0.1.1.jar has another checksum than the release says");
      Files.write(jar, Arrays.copyOf(content, content.length - 1));
      expect(UpdatedGateway.update(gateway, "apply"), "1", "is shorter than");
      content[content.length / 2] ^= 1;
      Files.write(jar, content);

      byte[] old = Files.readAllBytes(repository.folder().resolve("index.json"));
      byte[] signature = Files.readAllBytes(repository.folder().resolve("index.json.sig"));
      expect(UpdatedGateway.update(gateway, "apply"), "0", "CONFIRMED");
      repository.publish("0.1.3", bundles.folder());
      expect(UpdatedGateway.update(gateway, "check"), "0", "release 0.1.3 (3) is available");
      Files.write(repository.folder().resolve("index.json"), old);
      Files.write(repository.folder().resolve("index.json.sig"), signature);
      expect(
          UpdatedGateway.update(gateway, "check"),
          "1",
          "the index is number 2, and number 3 was there before");

      repository.publish("0.0.9", bundles.folder());
      repository.publish("0.0.9", bundles.folder());
      expect(UpdatedGateway.update(gateway, "apply"), "1", "(4) is older than distribution 0.1.0");
      assertEquals("0.1.1", UpdatedGateway.version(gateway, TCP));
      untilSomethingArrives(site);
      site.expectAllBut(0);
    }
  }

  private static ReleaseBundle bundle(Release release, String name) {
    return release.bundles().stream().filter(b -> b.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void whatIsNotHealthyIsTakenBack() throws Exception {
    try (UpdatedGateway site = site(1, "");
        Gateway gateway = Gateway.start(site.options(HOME))) {
      untilSomethingArrives(site);
      bundles.change(
          LINK, "0.1.1", m -> m.putValue("Import-Package", "org.example.nowhere;version=\"1\""));
      repository.publish("0.1.1", bundles.folder());
      expect(
          UpdatedGateway.update(gateway, "apply"),
          "1",
          "Bundle org.meterway.link 0.1.1 (org.meterway.link-0.1.1.jar) cannot run: it needs package"
              + " org.example.nowhere 1.0.0",
          "ROLLED_BACK");
      assertEquals("0.1.0", UpdatedGateway.version(gateway, LINK));
      untilSomethingArrives(site);

      BundleVariants second = BundleVariants.copyOf(HOME, folder.resolve("second"));
      second.version(TCP, "0.1.2");
      second.add(
          "30-meterway/org.example.added-1.0.0.jar",
          CriticalActivator.class,
          FRAMEWORK + ",org.meterway.api.status");
      repository.publish("0.1.2", second.folder());
      expect(
          UpdatedGateway.update(gateway, "apply"),
          "1",
          "TRYING: waits: example broken is critical: made to be so",
          "ROLLED_BACK: not healthy in time: example broken is critical");
      assertEquals("0.1.0", UpdatedGateway.version(gateway, TCP));
      assertEquals("none", UpdatedGateway.version(gateway, "org.example.added"));
      untilSomethingArrives(site);
      site.expectAllBut(0);
    }
  }

  @Test
  void aTrialGoesOnAfterARestartAndASetThatDoesNotStartIsLeft() throws Exception {
    bundles.version(TCP, "0.1.1");
    bundles.add("30-meterway/org.example.added-1.0.0.jar", FailingActivator.class, FRAMEWORK);
    repository.publish("0.1.1", bundles.folder());
    try (UpdatedGateway site = site(5, "")) {
      try (Gateway gateway = Gateway.start(site.options(HOME))) {
        untilSomethingArrives(site);
        expect(UpdatedGateway.update(gateway, "apply", "--no-wait"), "0", "applying");
        GatewayProcess.until("it runs", () -> isTrying(gateway));
      }
      try (GatewayProcess gateway = new GatewayProcess(HOME, folder, RUN)) {
        gateway.await("Update to 0.1.1 \\(1\\) runs; it has 8 s to be healthy");
        untilSomethingArrives(site);
      }
      Map<String, String> failing =
          Map.of("METERWAY_OPTS", "-D" + FailingActivator.PROPERTY + "=true");
      try (GatewayProcess gateway = new GatewayProcess(failing, HOME, folder, RUN)) {
        gateway.await(
            "Update to 0.1.1 \\(1\\) is rolled back: it does not start: Bundle org.example.added");
        gateway.await("Meterway is up: \\d+ bundles, 1 link");
        untilSomethingArrives(site);
      }
      try (Gateway gateway = Gateway.start(site.options(HOME))) {
        assertEquals("0.1.0", UpdatedGateway.version(gateway, TCP));
        expect(UpdatedGateway.update(gateway), "0", "ROLLED_BACK", "it does not start");
      }
    }
  }

  private static boolean isTrying(Gateway gateway) {
    try {
      return UpdatedGateway.update(gateway).contains("TRYING");
    } catch (Exception e) {
      return false; // The updater is being exchanged.
    }
  }

  @Test
  void aPowerCutWithinTheTrialTakesTheOldBundlesBack() throws Exception {
    bundles.version(TCP, "0.1.1");
    repository.publish("0.1.1", bundles.folder());
    try (UpdatedGateway site =
        site(60, ", \"apply\": \"AUTOMATIC\", \"spreadMinutes\": 0, \"checkMinutes\": 1")) {
      GatewayProcess gateway = new GatewayProcess(HOME, folder, RUN);
      gateway.await("Update to 0.1.1 \\(1\\) runs; it has 8 s to be healthy");
      untilSomethingArrives(site);
      gateway.kill();
      try (GatewayProcess again = new GatewayProcess(HOME, folder, RUN)) {
        again.await(
            "Update to 0.1.1 \\(1\\) is rolled back: the gateway ended before the new bundles");
        again.await("Meterway is up: \\d+ bundles, 1 link");
        untilSomethingArrives(site);
        // What was taken back is fetched again, but not applied unasked.
        again.await("release 0.1.1 \\(1\\) is available");
        assertEquals(0, again.count("Update to 0.1.1 \\(1\\) begins"));
      }
    }
  }
}
