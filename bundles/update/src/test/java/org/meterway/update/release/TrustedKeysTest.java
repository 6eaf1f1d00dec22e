/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has signed what. */
class TrustedKeysTest {
  private static final byte[] OCTETS = {1, 2, 3};

  private final SigningKey old = SigningKey.generate();
  private final SigningKey fresh = SigningKey.generate();
  private final SigningKey stranger = SigningKey.generate();

  @TempDir private Path folder;

  private TrustedKeys trust(SigningKey... keys) throws IOException {
    StringBuilder pem = new StringBuilder("# the publishers\n");
    for (SigningKey key : keys) {
      pem.append(key.publicPem());
    }
    return TrustedKeys.read(Files.writeString(folder.resolve("trusted.pem"), pem));
  }

  private static String refusal(TrustedKeys keys, byte[] octets, byte[] signature) {
    ReleaseException e =
        assertThrows(ReleaseException.class, () -> keys.check("it", octets, signature));
    assertEquals(Refusal.SIGNATURE, e.refusal());
    return e.getMessage();
  }

  @Test
  void oneOfSeveralKeysIsEnoughWhileOneFollowsTheOther() throws Exception {
    byte[] both = SigningKey.sign(List.of(old, fresh), OCTETS);
    assertEquals(old.id(), trust(old).check("it", OCTETS, both));
    assertEquals(fresh.id(), trust(fresh).check("it", OCTETS, both));
    assertEquals(
        fresh.id(), trust(old, fresh).check("it", OCTETS, SigningKey.sign(List.of(fresh), OCTETS)));
    String words = refusal(trust(stranger), OCTETS, both);
    assertTrue(words.contains("is signed by no trusted key: signed by " + old.id()), words);
  }

  @Test
  void anotherOctetIsNotWhatWasSigned() throws Exception {
    byte[] signature = SigningKey.sign(List.of(old), OCTETS);
    String words = refusal(trust(old), new byte[] {1, 2, 4}, signature);
    assertTrue(words.contains("it was changed after that"), words);
    refusal(trust(old), new byte[] {1, 2, 3, 0}, signature);
    refusal(trust(old), new byte[0], signature);
  }

  @Test
  void aStrangersSignatureUnderATrustedNameIsWorthNothing() throws Exception {
    String theirs =
        new String(SigningKey.sign(List.of(stranger), OCTETS), StandardCharsets.US_ASCII);
    refusal(trust(old), OCTETS, theirs.replace(stranger.id(), old.id()).getBytes());
  }

  @Test
  void whatIsNoSignatureFileIsRefused() throws Exception {
    TrustedKeys keys = trust(old);
    String line = new String(SigningKey.sign(List.of(old), OCTETS), StandardCharsets.US_ASCII);
    for (String file :
        new String[] {
          "", "\n", line.substring(1), line.repeat(9), line.replace("ed25519", "none"), line + "x"
        }) {
      refusal(keys, OCTETS, file.getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void aKeyFileIsReadAgainAndOnlyOneOfItsOwnPair() throws Exception {
    Path file = Files.writeString(folder.resolve("key.pem"), old.pem());
    assertEquals(old.id(), SigningKey.read(file).id());
    String mixed = old.pem().replace(old.publicPem(), stranger.publicPem());
    Files.writeString(file, mixed);
    assertThrows(IOException.class, () -> SigningKey.read(file));
    Files.writeString(file, old.publicPem());
    assertThrows(IOException.class, () -> SigningKey.read(file));
  }

  @Test
  void aFileOfKeysThatHoldsAnythingElseIsRefusedInWords() throws Exception {
    assertTrue(failure(old.pem()).contains("holds a PRIVATE KEY; only public keys belong there"));
    assertTrue(failure("").contains("1 to 20 public keys in PEM are expected"));
    String rsa =
        Base64.getEncoder()
            .encodeToString(
                KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic().getEncoded());
    assertTrue(
        failure("-----BEGIN PUBLIC KEY-----\n" + rsa + "\n-----END PUBLIC KEY-----\n")
            .contains("a key that is not for Ed25519"));
    assertTrue(failure("x".repeat(70_000)).contains("is longer than"));
    assertTrue(
        assertThrows(IOException.class, () -> TrustedKeys.read(folder.resolve("none")))
            .getMessage()
            .contains("no such file"));
  }

  private String failure(String pem) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.pem"), pem);
    return assertThrows(IOException.class, () -> TrustedKeys.read(file)).getMessage();
  }
}
