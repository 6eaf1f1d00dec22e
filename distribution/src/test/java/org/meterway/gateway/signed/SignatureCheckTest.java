/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.signed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureCheckTest {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String CODE = "org/example/One.class";

  @TempDir private static Path keys;
  private static Signer maker;
  private static Signer stranger;
  private static Path trusted;
  private static Path signed;

  @TempDir private Path folder;

  @BeforeAll
  static void givenAMakerAndAStranger() throws Exception {
    maker = Signer.create(keys, "maker", "-validity", "3650");
    stranger = Signer.create(keys, "stranger");
    trusted = maker.certificate();
    signed = maker.sign(TestJar.write(keys.resolve("signed.jar"), "1.0.0"));
  }

  private Path jar() throws IOException {
    return TestJar.write(folder.resolve("bundle.jar"), "1.0.0");
  }

  private Path signedJar() throws IOException {
    return Files.copy(signed, folder.resolve("bundle.jar"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static String check(Path jar, Path certificates, Instant time) throws Exception {
    return new SignatureCheck(TrustedSigners.read(certificates), time).check(jar);
  }

  private static String refusal(Path jar, Path certificates, Instant time) {
    return assertThrows(RefusedException.class, () -> check(jar, certificates, time)).getMessage();
  }

  private static void assertRefused(String reason, Path jar) {
    String refusal = refusal(jar, trusted, Instant.now());
    assertTrue(refusal.startsWith(reason), refusal);
  }

  @Test
  void aJarThatIsWhollySignedByATrustedSignerIsGood() throws Exception {
    assertEquals("CN=maker", check(signedJar(), trusted, Instant.now()));
  }

  @Test
  void aSecondSignatureOfAStrangerDoesNoHarm() throws Exception {
    Path jar = stranger.sign(signedJar());

    assertEquals("CN=maker", check(jar, trusted, Instant.now()));
  }

  @Test
  void withoutASignatureItIsRefused() throws Exception {
    assertRefused("is not signed", jar());
  }

  @Test
  void aStrangersSignatureIsRefused() throws Exception {
    assertRefused(
        "is signed by CN=stranger, and " + trusted + " has no such signer", stranger.sign(jar()));
  }

  @Test
  void aChangedEntryIsRefused() throws Exception {
    assertRefused(
        "was changed after it was signed: SHA-256 digest error for " + CODE,
        TestJar.change(signedJar(), CODE, "another"));
  }

  @Test
  void aChangedHeaderOfTheManifestIsRefused() throws Exception {
    Path jar = signedJar();
    String manifest = TestJar.read(jar).get(MANIFEST).replace("1.0.0", "9.0.0");

    assertRefused("was changed after it was signed", TestJar.change(jar, MANIFEST, manifest));
  }

  @Test
  void anAddedEntryIsRefused() throws Exception {
    Path jar = signedJar();

    assertRefused(
        "is signed in part only, or with an algorithm that this Java does not accept any more:"
            + " org/example/Evil.class is not signed",
        TestJar.change(jar, "org/example/Evil.class", "evil"));
  }

  @Test
  void anEntryThatAStrangerAddedAndSignedIsRefused() throws Exception {
    Path jar = TestJar.change(signedJar(), "org/example/Evil.class", "evil");

    assertRefused("is signed by CN=stranger", stranger.sign(jar));
  }

  @Test
  void aStrayFileAmongTheSignaturesIsRefused() throws Exception {
    assertRefused("is signed in part only", TestJar.change(signedJar(), "META-INF/X.RSA", "x"));
    assertRefused("is signed in part only", TestJar.change(signedJar(), "META-INF/X.SF", "x"));
    assertRefused("is signed in part only", TestJar.change(signedJar(), "META-INF/SIG-X", "x"));
  }

  @Test
  void aBundleOfAManifestAloneIsRefusedSinceNothingShowsWhoSignedIt() throws Exception {
    String manifest = TestJar.read(jar()).get(MANIFEST);
    Path jar = TestJar.write(folder.resolve("empty.jar"), Map.of(MANIFEST, manifest));

    assertRefused("has no entry that is signed", stranger.sign(jar));
  }

  @Test
  void aManifestOfAnotherSpellingIsRefused() throws Exception {
    Path jar = signedJar();

    assertRefused("is no bundle", TestJar.change(jar, "meta-inf/manifest.mf", "X: y\n"));
  }

  @Test
  void aDigestThatJavaHasDisabledIsRefused() throws Exception {
    assertRefused(
        "is signed in part only, or with an algorithm", maker.sign(jar(), "-digestalg", "MD5"));
  }

  @Test
  void anExpiredCertificateIsRefusedButNotForATimeWhenItWasValid() throws Exception {
    Signer expired = Signer.create(keys, "expired", "-startdate", "-20d", "-validity", "10");
    Path jar = expired.sign(jar());
    Instant now = Instant.now();

    String reason = refusal(jar, expired.certificate(), now);
    assertTrue(
        reason.matches("is signed, but the certificate of CN=expired has expired on 20..-..-.."),
        reason);
    check(jar, expired.certificate(), now.minus(Duration.ofDays(15)));
  }

  @Test
  void aClockThatIsWrongIsNamed() throws Exception {
    String reason = refusal(signedJar(), trusted, Instant.EPOCH);

    assertTrue(reason.contains("is valid from 20"), reason);
    assertTrue(reason.endsWith("on only; today is 1970-01-01 for this machine"), reason);
  }

  @Test
  void whomATrustedAuthorityCertifiesMaySign() throws Exception {
    Signer authority = Signer.create(keys, "authority", "-ext", "bc:c", "-ext", "ku=keyCertSign");
    Signer holder = authority.certify(Signer.create(keys, "holder"), "-ext", "eku=codeSigning");

    assertEquals("CN=holder", check(holder.sign(jar()), authority.certificate(), Instant.now()));
    assertRefused("is signed by CN=holder, and", holder.sign(jar()));
  }

  @Test
  void aCertificateForAnotherPurposeIsRefused() throws Exception {
    Signer authority = Signer.create(keys, "root", "-ext", "bc:c", "-ext", "ku=keyCertSign");
    Signer server = authority.certify(Signer.create(keys, "server"), "-ext", "eku=serverAuth");

    assertEquals(
        "is signed by CN=server, whose certificate is not for signing programs",
        refusal(server.sign(jar()), authority.certificate(), Instant.now()));
  }

  @Test
  void whoMaySignIsNoAuthority() throws Exception {
    Signer forged = maker.certify(Signer.create(keys, "forged"));

    assertThrows(RefusedException.class, () -> check(forged.sign(jar()), trusted, Instant.now()));
  }

  @Test
  void aZipThatSaysDifferentThingsToDifferentReadersIsRefused() throws Exception {
    Path twice = TestJar.change(signedJar(), "org/example/0ne.class", "two");
    TestJar.patch(twice, "org/example/0ne.class", CODE, 1);
    TestJar.patch(twice, "org/example/0ne.class", CODE, 0);
    assertRefused("is no honest jar: " + CODE + " is there twice", twice);

    Path renamed = TestJar.patch(signedJar(), CODE, "org/example/0ne.class", 0);
    assertRefused("is no honest jar: its directory and its content do not agree", renamed);

    Path shifted = TestJar.prepend(signedJar(), new byte[] {1, 2, 3});
    assertRefused("is no honest jar: its directory and its content do not agree", shifted);
  }

  @Test
  void whatWouldExhaustTheGatewayIsRefusedBeforeItIsRead() throws Exception {
    assertRefused(
        "is too large: " + MANIFEST, TestJar.bomb(folder.resolve("b.jar"), MANIFEST, 64 << 20));
    assertRefused(
        "is too large: code", TestJar.bomb(folder.resolve("c.jar"), "code", (512L << 20) + 1));
  }

  @Test
  void whatIsNoJarIsRefused() throws Exception {
    assertRefused("is no jar", Files.writeString(folder.resolve("text.jar"), "text"));
    assertRefused("is no jar", Files.createFile(folder.resolve("empty.jar")));
    Path cut = signedJar();
    byte[] bytes = Files.readAllBytes(cut);
    assertRefused("is no jar", Files.write(cut, Arrays.copyOf(bytes, bytes.length - 30)));
  }

  @Test
  void certificatesThatCannotBeReadAreNamed() throws Exception {
    Path absent = folder.resolve("absent.pem");
    assertEquals(absent + ": no such file", unreadable(absent));
    assertEquals(folder + ": not a file", unreadable(folder));
    Path text = Files.writeString(folder.resolve("text.pem"), "-----BEGIN NONSENSE-----\nx\n");
    assertEquals(text + ": not a list of certificates in PEM", unreadable(text));
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    assertEquals(empty + ": there is no certificate in it", unreadable(empty));
  }

  private static String unreadable(Path file) {
    return assertThrows(IOException.class, () -> TrustedSigners.read(file)).getMessage();
  }
}
