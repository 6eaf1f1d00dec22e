/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.meterway.api.config.Validation;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;
import org.meterway.itests.fuzz.Told;

/**
 * Files with certificates and keys, damaged in any way: used, or refused in words that say nothing
 * of what they hold.
 */
class KeyFileFuzzTest extends FuzzTarget {
  private static final String PASSWORD = "q7#Kv0";
  private static final Secret SECRET =
      Secret.read(Validation.of("pid"), "tlsPassword", PASSWORD, null);
  private static final Pattern BODY = Pattern.compile("-----\n([A-Za-z0-9+/=\n]+)-----END");

  /** As tools write them. */
  private final List<byte[]> files = new ArrayList<>();

  KeyFileFuzzTest() {
    TestIssuer root = TestIssuer.root("root");
    for (String kind : List.of("EC", "RSA", "Ed25519")) {
      TestIdentity identity = root.issue("own").withKey(kind).make();
      files.add(ascii(identity.certificatesPem() + identity.pkcs8Pem()));
      if (!kind.equals("Ed25519")) {
        files.add(ascii(identity.traditionalPem()));
      }
    }
    TestIdentity identity = root.intermediate("intermediate").issue("own").make();
    files.add(ascii(identity.certificatesPem() + TestIdentity.pem(root.certificate())));
    files.add(ascii(identity.traditionalPemWithoutCurve()));
    files.add(ascii(identity.encryptedPem(PASSWORD)));
    files.add(ascii(identity.oldEncryptedPem(PASSWORD)));
    files.add(identity.pkcs12(PASSWORD, root.certificate()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  protected int weight() {
    return 50;
  }

  @Override
  protected void check(byte[] input) throws TlsException {
    Choices choices = new Choices(input);
    byte[] file = choices.oneIn(8) ? choices.rest() : choices.of(files);
    if (choices.flip()) {
      file = changedWithin(file, choices);
    }
    while (choices.remaining() > 0) {
      file = changed(file, choices);
    }
    try {
      use(file);
    } catch (FileProblem e) {
      Told.assertPlain(e.getMessage());
      assertFalse(e.getMessage().contains(PASSWORD));
    }
  }

  private static void use(byte[] content) throws FileProblem, TlsException {
    if (!PemReader.isPem(content)) {
      Pkcs12File.of(content, SECRET).key(SECRET);
      Pkcs12File.of(content, SECRET).trusted();
      return;
    }
    try (PemFile pem = PemFile.of(content)) {
      List<X509Certificate> certificates = pem.certificates();
      certificates.forEach(CertificateWords::hosts);
      certificates.forEach(each -> Told.assertPlain(CertificateWords.subject(each) + "."));
      Optional<PrivateKey> key = pem.key(SECRET);
      if (key.isPresent() && !certificates.isEmpty()) {
        OneKey.of(key.get(), certificates);
      }
    }
  }

  /** Changes what the Base64 text of a block stands for. */
  private static byte[] changedWithin(byte[] file, Choices choices) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    Matcher body = BODY.matcher(text);
    List<int[]> places = new ArrayList<>();
    while (body.find()) {
      places.add(new int[] {body.start(1), body.end(1)});
    }
    if (places.isEmpty()) {
      return file;
    }
    int[] place = choices.of(places);
    byte[] content;
    try {
      content = Base64.getMimeDecoder().decode(text.substring(place[0], place[1]));
    } catch (IllegalArgumentException e) {
      return file;
    }
    int changes = 1 + choices.below(3);
    for (int i = 0; i < changes; i++) {
      content = changed(content, choices);
    }
    String changed = Base64.getMimeEncoder().encodeToString(content);
    return (text.substring(0, place[0]) + changed + "\n" + text.substring(place[1]))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Other bytes in place of some. */
  private static byte[] changed(byte[] bytes, Choices choices) {
    int at = choices.below(1 + Math.max(256, bytes.length)) % (bytes.length + 1);
    int count = Math.min(choices.of(0, 1, 1, 1, 2, 4, 60), bytes.length - at);
    byte[] by = choices.bytes(4);
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.write(bytes, 0, at);
    changed.writeBytes(by);
    changed.writeBytes(Arrays.copyOfRange(bytes, at + count, bytes.length));
    return changed.toByteArray();
  }

  @Override
  protected int longest() {
    return 40;
  }
}
