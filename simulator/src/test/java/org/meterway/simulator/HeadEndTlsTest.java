/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HeadEndTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;
  private Path certificate;
  private Path key;
  private KeyStore store;

  @BeforeEach
  void makeCertificate() throws Exception {
    Path file = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "head-end",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    assertTrue(keytool.waitFor(50, TimeUnit.SECONDS));
    store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    certificate =
        pem("certificate.pem", "CERTIFICATE", store.getCertificate("head-end").getEncoded());
    key = pem("key.pem", "PRIVATE KEY", store.getKey("head-end", PASSWORD).getEncoded());
  }

  private Path pem(String name, String type, byte[] content) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n",
        StandardCharsets.US_ASCII);
  }

  private SimulatedHeadEnd headEnd(Path clients) throws IOException {
    SSLContext context = HeadEndTls.context(certificate, key, clients);
    SimulatedHeadEnd headEnd =
        new SimulatedHeadEnd(
            HeadEndOptions.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .confirming(new Confirmation.Pattern(new byte[] {6}))
                .secured(context, clients != null),
            HeadEndListener.NONE);
    headEnd.start();
    return headEnd;
  }

  private SSLSocket connect(int port) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("head-end", store.getCertificate("head-end"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static byte[] payload() {
    return new SimulatedPayload(Direction.UP, 7, 0, SimulatedPayload.now(), 40).encode();
  }

  @Test
  void payloadsComeAndAreConfirmed() throws Exception {
    try (SimulatedHeadEnd headEnd = headEnd(null);
        SSLSocket gateway = connect(headEnd.port())) {
      gateway.getOutputStream().write(payload());
      assertEquals(6, gateway.getInputStream().read());
      assertEquals(1, headEnd.reception(7).received());
    }
  }

  @Test
  void aGatewayWithoutACertificateIsSentAwayWhereOneIsAskedFor() throws Exception {
    try (SimulatedHeadEnd headEnd = headEnd(certificate);
        SSLSocket gateway = connect(headEnd.port())) {
      assertThrows(
          IOException.class,
          () -> {
            gateway.getOutputStream().write(payload());
            if (gateway.getInputStream().read() < 0) {
              throw new SSLException("ended");
            }
          });
      assertEquals(0, headEnd.bytes());
    }
  }

  @Test
  void aFileWithoutAKeyIsTold() {
    IOException e =
        assertThrows(IOException.class, () -> HeadEndTls.context(certificate, certificate, null));
    assertTrue(e.getMessage().startsWith(certificate + " holds no private key"), e.getMessage());
  }
}
