/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.security.SecuritySuite;

/** What clients of others once sent is answered with APDUs of the kind that they were given. */
class RecordedRequestsTest {
  private static final Path VECTORS =
      Path.of("../bundles/dlms/src/test/resources/org/meterway/dlms/vectors");

  /** A frame that was recorded. */
  record Frame(boolean request, byte[] bytes) {
    byte[] apdu() {
      return Arrays.copyOfRange(bytes, 8, bytes.length);
    }

    int client() {
      return WrapperConnection.int16(bytes, 2);
    }
  }

  static Stream<Path> recordings(String glob) throws IOException {
    List<Path> found = new ArrayList<>();
    try (var files = Files.newDirectoryStream(VECTORS, glob)) {
      files.forEach(found::add);
    }
    assertTrue(!found.isEmpty(), () -> "no recordings " + glob + " in " + VECTORS.toAbsolutePath());
    return found.stream().sorted();
  }

  static Stream<Path> plain() throws IOException {
    return recordings("{0,3,5}?-wrap-*.hex")
        .filter(path -> !path.toString().contains("-exception-"));
  }

  static Stream<Path> secured() throws IOException {
    return recordings("{1,2}?-wrap-*.hex");
  }

  static List<Frame> frames(Path recording) throws IOException {
    List<Frame> frames = new ArrayList<>();
    for (String line : Files.readAllLines(recording)) {
      if (line.startsWith("> ") || line.startsWith("< ")) {
        frames.add(
            new Frame(line.charAt(0) == '>', HexFormat.of().parseHex(line.substring(2).strip())));
      }
    }
    return frames;
  }

  static DlmsMeterOptions options(SecuritySuite suite) {
    String secret = "12345678";
    return DlmsMeterOptions.builder()
        .tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .keys(MeterKeys.usual(suite))
        .associations(
            List.of(
                MeterAssociation.open(16, AccessRights.FULL),
                new MeterAssociation(
                    1,
                    EnumSet.allOf(Mechanism.class),
                    secret.getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                    AccessRights.FULL)))
        .build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plain")
  void plainRequestsAreAnsweredInKind(Path recording) throws Exception {
    List<Frame> frames = frames(recording);
    // As the servers had it, or other things would be in blocks than there.
    boolean blocks = recording.getFileName().toString().startsWith("3");
    DlmsMeterOptions options =
        options(SecuritySuite.SUITE_0).toBuilder().maxPduSize(blocks ? 256 : 1024).build();
    try (DlmsTestMeter meter = DlmsTestMeter.start(options);
        RawClient client = new RawClient(meter.tcpPort())) {
      // Gurux's server takes no requests by blocks: what it says to the second one is its own.
      boolean byBlocks = recording.toString().contains("-request-");
      int end = byBlocks ? frames.size() - 2 : frames.size();
      for (int i = 0; i < end; i++) {
        if (!frames.get(i).request()) {
          continue;
        }
        client.as(frames.get(i).client());
        client.send(HexFormat.of().formatHex(frames.get(i).apdu()));
        boolean wasAnswered = i + 1 < frames.size() && !frames.get(i + 1).request();
        if (wasAnswered) {
          Apdu expected = decoded(frames.get(i + 1).apdu());
          Apdu given = decoded(client.receive());
          assertEquals(
              expected.getClass().getSimpleName(),
              given.getClass().getSimpleName(),
              given::toString);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("secured")
  void associationsAreAnsweredInKind(Path recording) throws Exception {
    List<Frame> frames = frames(recording);
    SecuritySuite suite =
        recording.toString().contains("suite1") ? SecuritySuite.SUITE_1 : SecuritySuite.SUITE_0;
    MeterKeys keys = MeterKeys.usual(suite);
    keys.signing(suite.hasPublicKeys() ? Certificates.generate(suite) : null);
    keys.clientSigning(suite.hasPublicKeys() ? Certificates.generate(suite).getPublic() : null);
    DlmsMeterOptions options = options(suite).toBuilder().keys(keys).build();
    try (DlmsTestMeter meter = DlmsTestMeter.start(options);
        RawClient client = new RawClient(meter.tcpPort())) {
      for (int i = 0; i < 4; i += 2) {
        client.as(frames.get(i).client());
        byte[] given = client.ask(HexFormat.of().formatHex(frames.get(i).apdu()));
        assertEquals(frames.get(i + 1).apdu()[0], given[0]);
      }
      assertEquals(1, meter.statistics().rejected(), "its proof is of another challenge");
    }
  }

  private static Apdu decoded(byte[] apdu) throws Exception {
    return ApduCodec.decode(apdu, 0, apdu.length);
  }
}
