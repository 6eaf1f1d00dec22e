/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and certificates in all forms of files, and what is said of those that cannot be used. */
class TlsFilesTest {
  private static final String PASSWORD = "t0p secret";

  private final TestIssuer issuer = TestIssuer.root("Test root");
  private final TestIdentity own = issuer.issue("gateway 7").make();
  private TestSettings settings;
  private Path folder;

  @BeforeEach
  void prepare(@TempDir Path folder) {
    this.folder = folder;
    settings = TestSettings.at(1).with("security", "TLS");
  }

  // --- Forms of a key

  static Stream<Arguments> keys() {
    return Stream.of("RSA", "EC", "Ed25519")
        .map(kind -> TestIssuer.selfSigned("own").withKey(kind).make())
        .flatMap(
            it ->
                Stream.of(
                    Arguments.of(it, it.pkcs8Pem(), ""),
                    Arguments.of(it, it.encryptedPem(PASSWORD), PASSWORD),
                    Arguments.of(it, it.oldEncryptedPem("secret"), "secret"),
                    Arguments.of(it, it.traditionalPem(), "")));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aKeyOfAnyFormServes(TestIdentity identity, String keyPem, String password)
      throws TlsException {
    own("own.pem", identity.certificatesPem());
    key(keyPem);
    settings.with("tlsPassword", password);
    assertShows(List.of(identity.certificate()));
  }

  @Test
  void anEcKeyWithItsParametersInFrontServes() throws TlsException {
    TestIdentity identity = TestIssuer.selfSigned("own").make();
    own("own.pem", identity.certificatesPem());
    key(
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
            + identity.traditionalPemWithoutCurve());
    assertShows(List.of(identity.certificate()));

    Path file = key(identity.traditionalPemWithoutCurve());
    assertRefused("tlsKey " + file + " has an EC private key that does not name its curve");
  }

  @Test
  void aKeyInTheFileOfTheCertificateServes() throws TlsException {
    own("own.pem", "Some words.\n" + own.pkcs8Pem() + "more\r\n" + own.certificatesPem());
    assertShows(List.of(own.certificate()));
  }

  @Test
  void certificatesInAnyOrderAreSentInTheirs() throws TlsException {
    TestIdentity leaf =
        issuer.intermediate("First").intermediate("Second").issue("gateway 7").make();
    own(
        "own.pem",
        TestIdentity.pem(leaf.chain().get(2), leaf.chain().get(0), leaf.chain().get(1))
            .replace("\n", "\r\n"));
    key(leaf.pkcs8Pem());
    assertShows(leaf.chain().subList(0, 3));
  }

  @Test
  void aPkcs12FileServesForTheKeyAndForTrust() throws TlsException {
    own("own.p12", own.pkcs12(PASSWORD));
    trust(TestIdentity.trustPkcs12(PASSWORD, issuer.certificate()));
    settings.with("tlsPassword", PASSWORD);
    assertShows(List.of(own.certificate(), issuer.certificate()));
    assertEquals(1, load().trusted().size());
  }

  @Test
  void oneFileServesForBoth() throws TlsException {
    Path both = own("both.p12", own.pkcs12(PASSWORD, issuer.certificate()));
    settings.with("tlsTrust", both.toString()).with("tlsPassword", PASSWORD);
    assertEquals(List.of(issuer.certificate()), List.copyOf(load().trusted()));
  }

  @Test
  void aTrustFileMayHoldSeveral() throws TlsException {
    trust(
        TestIdentity.pem(issuer.certificate(), TestIssuer.root("Another").certificate())
            .getBytes());
    assertEquals(2, load().trusted().size());
    assertTrue(load().own().isEmpty());
  }

  // --- What is wrong with a file

  @Test
  void aFileThatIsNotThereIsNamed() {
    settings.with("tlsTrust", folder.resolve("none.pem").toString());
    assertRefused("tlsTrust " + folder.resolve("none.pem") + " is not there");
  }

  @Test
  void aFolderIsNoFile() {
    settings.with("tlsTrust", folder.toString());
    assertRefused("tlsTrust " + folder + " is no regular file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "0\u0001\u0002\u0003garbage"})
  void aFileOfAnotherKindIsNamed(String content) {
    Path file = trust(content.getBytes());
    assertRefused("tlsTrust " + file + " is neither a PEM nor a PKCS#12 file");
  }

  @Test
  void aHugeFileIsNotRead() {
    Path file = trust(new byte[2 << 20]);
    assertRefused("tlsTrust " + file + " is larger than 1 MiB");
  }

  @Test
  void aJksKeystoreIsToldToBecomeAnother() {
    Path file = trust(new byte[] {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED, 0, 0});
    assertRefused(
        "tlsTrust "
            + file
            + " is a JKS keystore; turn it into PKCS#12 with keytool -importkeystore"
            + " -deststoretype pkcs12");
  }

  @Test
  void aTrustFileWithoutACertificateIsNamed() {
    Path file = trust(own.pkcs8Pem().getBytes());
    assertRefused("tlsTrust " + file + " holds no certificate to trust");
  }

  @Test
  void aDamagedCertificateIsNamed() {
    Path file =
        trust("-----BEGIN CERTIFICATE-----\nMIIBAAAA\n-----END CERTIFICATE-----\n".getBytes());
    assertRefused("tlsTrust " + file + " holds a damaged certificate");
  }

  @Test
  void aBlockWithoutItsEndIsNamed() {
    String pem = own.certificatesPem();
    Path file = trust(pem.substring(0, pem.length() - 40).getBytes());
    assertRefused("tlsTrust " + file + " is damaged: it holds a CERTIFICATE without END");
  }

  @Test
  void aKeyOfAnotherCertificateIsNamed() {
    Path file = own("own.pem", own.certificatesPem());
    key(issuer.issue("gateway 8").make().pkcs8Pem());
    assertRefused(
        "tlsCertificate "
            + file
            + " and the private key do not belong together; the certificate is that of"
            + " CN=gateway 7");
  }

  @Test
  void aKeyOfAnotherAlgorithmThanItsCertificateIsNamed() {
    Path file = own("own.pem", own.certificatesPem());
    key(issuer.issue("gateway 8").withKey("RSA").make().pkcs8Pem());
    assertRefused(
        "tlsCertificate "
            + file
            + " and the private key do not belong together; the certificate is that of"
            + " CN=gateway 7");
  }

  @Test
  void aCertificateWithoutAKeyIsNamed() {
    Path file = own("own.pem", own.certificatesPem());
    assertRefused("tlsCertificate " + file + " holds no private key, and tlsKey is empty");
  }

  @Test
  void aKeyFileWithoutAKeyIsNamed() {
    own("own.pem", own.certificatesPem());
    Path file = key(own.certificatesPem());
    assertRefused("tlsKey " + file + " holds no private key");
  }

  @Test
  void aDamagedKeyIsNamed() {
    own("own.pem", own.certificatesPem());
    for (String label : List.of("RSA PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY")) {
      Path file = key("-----BEGIN " + label + "-----\nMIIBAAAA\n-----END " + label + "-----\n");
      String words = assertThrows(TlsException.class, this::load).getMessage();
      assertTrue(words.startsWith("tlsKey " + file + " has a "), words);
      assertTrue(words.contains("damaged"), words);
    }
  }

  @Test
  void aWrongPasswordOfAKeyIsToldWithoutIt() {
    own("own.pem", own.certificatesPem());
    Path file = key(own.encryptedPem(PASSWORD));
    settings.with("tlsPassword", "0pen sesame");
    assertRefused("tlsKey " + file + " has a private key that tlsPassword does not open");
  }

  @Test
  void aMissingPasswordOfAKeyIsTold() {
    own("own.pem", own.certificatesPem());
    Path file = key(own.encryptedPem(PASSWORD));
    assertRefused("tlsKey " + file + " has an encrypted private key, and tlsPassword is empty");
  }

  @Test
  void aWrongPasswordOfAPkcs12FileIsToldWithoutIt() {
    Path file = own("own.p12", own.pkcs12(PASSWORD));
    settings.with("tlsPassword", "0pen sesame");
    assertRefused("tlsCertificate " + file + " is a PKCS#12 file that tlsPassword does not open");
  }

  @Test
  void aMissingPasswordOfAPkcs12FileIsTold() {
    Path file = own("own.p12", own.pkcs12(PASSWORD));
    assertRefused("tlsCertificate " + file + " is a PKCS#12 file that needs tlsPassword");
  }

  @Test
  void aKeyFileBesideAPkcs12FileIsNamed() {
    Path file = own("own.p12", own.pkcs12(PASSWORD));
    key(own.pkcs8Pem());
    settings.with("tlsPassword", PASSWORD);
    assertRefused(
        "tlsCertificate "
            + file
            + " is not in PEM form; with a PKCS#12 file, tlsKey has to be empty");
  }

  @Test
  void aKeyThatIsEncryptedInTheOldWayIsToldToBecomeAnother() {
    own("own.pem", own.certificatesPem());
    Path file =
        key(
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"
                + "DEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n");
    assertRefused(
        "tlsKey "
            + file
            + " has a private key that is encrypted in an old way; write it anew with"
            + " openssl pkcs8 -topk8 -v2 aes256");
  }

  // --- Renewal

  @Test
  void aRenewedFileIsNoticedThoughItsSizeAndTimeAreTheSame() throws IOException, TlsException {
    Path file = trust(TestIdentity.pem(issuer.certificate()).getBytes());
    TlsFiles files = files();
    files.load();
    assertFalse(files.isOutdated());
    byte[] content = Files.readAllBytes(file);
    var written = Files.getLastModifiedTime(file);
    TestIdentity.write(file, content);
    Files.setLastModifiedTime(file, written);
    assertTrue(files.isOutdated());
    files.load();
    assertFalse(files.isOutdated());
    Files.delete(file);
    assertTrue(files.isOutdated());
  }

  @Test
  void anExchangedLinkIsNoticed() throws IOException, TlsException {
    Path one = Files.createDirectory(folder.resolve("one"));
    Path two = Files.createDirectory(folder.resolve("two"));
    Files.writeString(one.resolve("ca.pem"), TestIdentity.pem(issuer.certificate()));
    Files.writeString(two.resolve("ca.pem"), TestIdentity.pem(issuer.certificate()));
    Path link = Files.createSymbolicLink(folder.resolve("current"), one);
    settings.with("tlsTrust", link.resolve("ca.pem").toString());
    TlsFiles files = files();
    files.load();
    Files.delete(link);
    Files.createSymbolicLink(link, two);
    assertTrue(files.isOutdated());
  }

  // --- Words of the tests

  private Path trust(byte[] content) {
    Path file = TestIdentity.write(folder.resolve("trust"), content);
    settings.with("tlsTrust", file.toString());
    return file;
  }

  private Path own(String name, byte[] content) {
    Path file = TestIdentity.write(folder.resolve(name), content);
    settings.with("tlsCertificate", file.toString());
    return file;
  }

  private Path own(String name, String content) {
    return own(name, content.getBytes());
  }

  private Path key(String content) {
    Path file = TestIdentity.write(folder.resolve("own.key"), content);
    settings.with("tlsKey", file.toString());
    return file;
  }

  private TlsFiles files() {
    return new TlsFiles(settings.settings().tls().orElseThrow());
  }

  private TlsMaterial load() throws TlsException {
    return files().load();
  }

  private void assertShows(List<X509Certificate> chain) throws TlsException {
    TlsMaterial material = load();
    assertEquals(List.of(chain), List.copyOf(material.own()));
    String type = chain.get(0).getPublicKey().getAlgorithm();
    String alias =
        material.client().chooseEngineClientAlias(new String[] {"none", type}, null, null);
    assertEquals(chain, Arrays.asList(material.client().getCertificateChain(alias)));
    assertTrue(
        PrivateKeys.match(material.client().getPrivateKey(alias), chain.get(0).getPublicKey()));
  }

  private void assertRefused(String words) {
    assertEquals(words, assertThrows(TlsException.class, this::load).getMessage());
  }
}
