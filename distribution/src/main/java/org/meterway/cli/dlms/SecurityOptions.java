/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.meterway.cli.CommandException;
import org.meterway.cli.Inputs;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.record.RecordedKeys;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.Envelope;
import org.meterway.dlms.security.FileInvocationCounters;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.PemKeys;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.SecuritySuite;
import picocli.CommandLine.Option;

/** Passwords, keys and what is done with them. */
final class SecurityOptions {
  private static final int SHORT_KEY = 16;
  private static final int LONG_KEY = 32;

  @Option(
      names = "--ciphering",
      paramLabel = "KIND",
      description = "none, auth, enc or authenc (default none)")
  private Ciphering ciphering = Ciphering.NONE;

  @Option(names = "--suite", paramLabel = "N", description = "security suite 0, 1 or 2 (default 0)")
  private int suite;

  @Option(
      names = "--envelope",
      paramLabel = "KIND",
      description =
          "global, dedicated, general-global, general-dedicated or general-ciphering"
              + " (default global)")
  private Wrap envelope = Wrap.GLOBAL;

  @Option(
      names = "--client-title",
      paramLabel = "HEX",
      description = "the client's system title, 16 hex digits")
  private String clientTitle;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "password, or secret of high level security (0x… for octets)")
  private Path passwordFile;

  @Option(
      names = "--ek-file",
      paramLabel = "FILE",
      description = "global unicast encryption key, in hex")
  private Path encryptionKeyFile;

  @Option(names = "--ak-file", paramLabel = "FILE", description = "authentication key, in hex")
  private Path authenticationKeyFile;

  @Option(
      names = "--signing-key-file",
      paramLabel = "FILE",
      description = "the client's private key for ecdsa, PEM (PKCS#8)")
  private Path signingKeyFile;

  @Option(
      names = "--meter-key-file",
      paramLabel = "FILE",
      description = "the meter's public signing key or certificate, PEM")
  private Path meterKeyFile;

  @Option(
      names = "--counter-file",
      paramLabel = "FILE",
      description =
          "where the invocation counter is kept (default: one for each client title and"
              + " key in ~/.local/state/meterway)")
  private Path counterFile;

  @Option(
      names = "--counter-from",
      paramLabel = "N",
      description = "the invocation counter is at least N from now on")
  private Long counterFrom;

  private enum Wrap {
    GLOBAL(Envelope.GLOBAL),
    DEDICATED(Envelope.DEDICATED),
    GENERAL_GLOBAL(Envelope.GENERAL_GLOBAL),
    GENERAL_DEDICATED(Envelope.GENERAL_DEDICATED),
    GENERAL_CIPHERING(Envelope.GENERAL_CIPHERING);

    private final Envelope kind;

    Wrap(Envelope kind) {
      this.kind = kind;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private enum Ciphering {
    NONE(Protection.NONE),
    AUTH(Protection.AUTHENTICATION),
    ENC(Protection.ENCRYPTION),
    AUTHENC(Protection.AUTHENTICATED_ENCRYPTION);

    private final Protection protection;

    Ciphering(Protection protection) {
      this.protection = protection;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  OpenSecurity open(Mechanism mechanism) throws CommandException, IOException {
    byte[] password = Secrets.password(passwordFile, "METERWAY_PASSWORD");
    boolean needsKeys =
        ciphering != Ciphering.NONE
            || mechanism == Mechanism.HIGH_GMAC
            || mechanism == Mechanism.HIGH_ECDSA;
    byte[] title = clientTitle == null ? null : Titles.parse("--client-title", clientTitle);
    RecordedKeys recorded = new RecordedKeys();
    if (!needsKeys) {
      return new OpenSecurity(password, null, SecurityPolicy.NONE, null, title, recorded);
    }
    if (title == null) {
      throw CommandException.usage(
          "--client-title is needed for --ciphering and --auth gmac or ecdsa: 16 hex digits");
    }
    SecuritySuite used = suite();
    byte[] encryption = key("the encryption key", encryptionKeyFile, "METERWAY_EK", used);
    byte[] authentication =
        key("the authentication key", authenticationKeyFile, "METERWAY_AK", used);
    if (encryption == null && (mechanism != Mechanism.HIGH_ECDSA || ciphering != Ciphering.NONE)) {
      throw CommandException.usage(
          "the encryption key is needed: --ek-file, or METERWAY_EK in the environment");
    }
    KeyRing keys = new KeyRing(used);
    if (encryption != null) {
      keys.encryptionKey(encryption);
      recorded.encryptionKey(encryption);
    }
    if (authentication != null) {
      keys.authenticationKey(authentication);
      recorded.authenticationKey(authentication);
    }
    addSigning(keys);
    SecurityPolicy policy = SecurityPolicy.global(ciphering.protection);
    if (envelope == Wrap.DEDICATED || envelope == Wrap.GENERAL_DEDICATED) {
      policy = SecurityPolicy.dedicated(ciphering.protection);
    }
    policy = policy.in(envelope.kind);
    return new OpenSecurity(password, keys, policy, counters(title, encryption), title, recorded);
  }

  private void addSigning(KeyRing keys) throws IOException, CommandException {
    try {
      if (signingKeyFile != null) {
        keys.signingKey(PemKeys.privateKey(Inputs.readable(signingKeyFile)));
      }
      if (meterKeyFile != null) {
        keys.peerSigningKey(PemKeys.publicKey(Inputs.readable(meterKeyFile)));
      }
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
  }

  private SecuritySuite suite() throws CommandException {
    try {
      return SecuritySuite.of(suite);
    } catch (CipheringException e) {
      throw CommandException.usage("--suite: " + e.getMessage());
    }
  }

  private static byte[] key(String name, Path file, String variable, SecuritySuite suite)
      throws IOException, CommandException {
    return Secrets.key(name, file, variable, suite == SecuritySuite.SUITE_2 ? LONG_KEY : SHORT_KEY);
  }

  private FileInvocationCounters counters(byte[] title, byte[] key)
      throws CommandException, IOException {
    Path file = counterFile == null ? usualFile(title, key) : counterFile;
    try {
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      FileInvocationCounters counters = FileInvocationCounters.openOrCreate(file, 1);
      if (counterFrom != null) {
        counters.atLeast(counterFrom);
      }
      return counters;
    } catch (CipheringException e) {
      throw CommandException.fault(e.getMessage(), e);
    }
  }

  /** Each key counts for itself; its name tells nothing of it. */
  private static Path usualFile(byte[] title, byte[] key) {
    String state = System.getenv("XDG_STATE_HOME");
    Path folder =
        state == null || state.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    HexFormat hex = HexFormat.of();
    return folder
        .resolve("meterway")
        .resolve("invocation-counters")
        .resolve(hex.formatHex(title) + "-" + hex.formatHex(fingerprint(title, key), 0, 4));
  }

  private static byte[] fingerprint(byte[] title, byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("meterway invocation counter".getBytes(StandardCharsets.US_ASCII));
      digest.update(title);
      return digest.digest(key == null ? new byte[0] : key);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
