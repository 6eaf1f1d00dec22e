/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.MethodException;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.security.SecuritySuite;

/** Security setup keeps certificates, makes key pairs, and asks for certificates of them. */
class CertificatesTest {
  private static final String SETUP = "0.0.43.0.0.255";

  @TempDir private Path folder;

  /** A certificate that keytool has made, for digital signature, of the client. */
  private byte[] certificate() throws Exception {
    Path store = folder.resolve("client.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "client",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=434C490000000001",
                "-ext",
                "KeyUsage=digitalSignature",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertEquals(0, keytool.waitFor(), () -> read(folder.resolve("keytool.log")));
    KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    return keys.getCertificate("client").getEncoded();
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void aCertificateIsImportedListedExportedAndRemoved() throws Exception {
    byte[] encoded = certificate();
    X509Certificate own =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(encoded));
    MeterKeys keys = MeterKeys.usual(SecuritySuite.SUITE_1);
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().keys(keys).build());
        DlmsClient client = TestMeters.manager(meter)) {
      client.call(TestMeters.method(64, SETUP, 6), Data.octets(encoded));
      assertThrows(
          MethodException.class,
          () -> client.call(TestMeters.method(64, SETUP, 6), Data.octets(encoded)),
          "it is there");
      List<Data> listed =
          client.get(AttributeReference.of("64:" + SETUP + ":6")).elements().get(0).elements();
      assertEquals(1, listed.get(0).asLong(), "of a client");
      assertEquals(0, listed.get(1).asLong(), "for signatures");
      Data bySerial =
          Data.structure(Data.enumeration(1), Data.structure(listed.get(2), listed.get(3)));
      assertArrayEquals(encoded, client.call(TestMeters.method(64, SETUP, 7), bySerial).asBytes());
      Data byEntity =
          Data.structure(
              Data.enumeration(0),
              Data.structure(
                  Data.enumeration(1), Data.enumeration(0), Data.octets(TestMeters.CLIENT_TITLE)));
      assertArrayEquals(encoded, client.call(TestMeters.method(64, SETUP, 7), byEntity).asBytes());
      client.call(TestMeters.method(64, SETUP, 8), bySerial);
      assertThrows(
          MethodException.class, () -> client.call(TestMeters.method(64, SETUP, 7), bySerial));
      assertEquals(own.getPublicKey(), keys.clientSigning());
    }
  }

  @Test
  void aKeyPairIsMadeAndACertificateOfItAskedFor() throws Exception {
    MeterKeys keys = MeterKeys.usual(SecuritySuite.SUITE_2);
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().keys(keys).build());
        DlmsClient client = TestMeters.manager(meter)) {
      assertThrows(
          MethodException.class,
          () -> client.call(TestMeters.method(64, SETUP, 5), Data.enumeration(0)),
          "there are no keys yet");
      client.call(TestMeters.method(64, SETUP, 4), Data.enumeration(0));
      byte[] request = client.call(TestMeters.method(64, SETUP, 5), Data.enumeration(0)).asBytes();
      assertEquals(
          384, ((ECPublicKey) keys.signing().getPublic()).getParams().getOrder().bitLength());
      // SEQUENCE (4) of what is signed (3 and its length), the algorithm (12), the BIT STRING (3).
      assertEquals(0x30, request[4]);
      int signed = 3 + (request[6] & 0xFF);
      Signature signature = Signature.getInstance("SHA384withECDSA");
      signature.initVerify(keys.signing().getPublic());
      signature.update(request, 4, signed);
      byte[] made = Arrays.copyOfRange(request, 4 + signed + 12 + 3, request.length);
      assertTrue(signature.verify(made));
    }
  }
}
