/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.meterway.dlms.apdu.Conformance;
import org.meterway.dlms.apdu.Conformance.Bit;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.security.Envelope;
import org.meterway.dlms.security.InvocationCounters;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.SecurityPolicy;

/**
 * How a client associates with a meter and talks to it. Immutable but for the secrets, which {@link
 * #close} wipes; may serve several associations one after the other, not two at a time if they are
 * ciphered with a dedicated key.
 */
public final class DlmsClientOptions implements AutoCloseable {
  /** What a client of logical names proposes if it is not told otherwise. */
  public static final Conformance LOGICAL_NAMES =
      Conformance.of(
          Bit.GENERAL_PROTECTION,
          Bit.GENERAL_BLOCK_TRANSFER,
          Bit.ATTRIBUTE_0_SUPPORTED_WITH_SET,
          Bit.PRIORITY_MGMT_SUPPORTED,
          Bit.ATTRIBUTE_0_SUPPORTED_WITH_GET,
          Bit.BLOCK_TRANSFER_WITH_GET_OR_READ,
          Bit.BLOCK_TRANSFER_WITH_SET_OR_WRITE,
          Bit.BLOCK_TRANSFER_WITH_ACTION,
          Bit.MULTIPLE_REFERENCES,
          Bit.DATA_NOTIFICATION,
          Bit.ACCESS,
          Bit.GET,
          Bit.SET,
          Bit.SELECTIVE_ACCESS,
          Bit.EVENT_NOTIFICATION,
          Bit.ACTION);

  /** What a client of short names proposes if it is not told otherwise. */
  public static final Conformance SHORT_NAMES =
      Conformance.of(
          Bit.GENERAL_PROTECTION,
          Bit.GENERAL_BLOCK_TRANSFER,
          Bit.READ,
          Bit.WRITE,
          Bit.UNCONFIRMED_WRITE,
          Bit.BLOCK_TRANSFER_WITH_GET_OR_READ,
          Bit.BLOCK_TRANSFER_WITH_SET_OR_WRITE,
          Bit.MULTIPLE_REFERENCES,
          Bit.INFORMATION_REPORT,
          Bit.DATA_NOTIFICATION,
          Bit.PARAMETERIZED_ACCESS);

  private static final int SYSTEM_TITLE_LENGTH = 8;

  private final Builder set;

  private DlmsClientOptions(Builder set) {
    this.set = set;
  }

  /** Those of the public client: no authentication, no ciphering, logical names, client 16. */
  public static DlmsClientOptions publicClient() {
    return builder().build();
  }

  /** Begins with those of the public client. */
  public static Builder builder() {
    return new Builder();
  }

  /** Begins with these. */
  public Builder toBuilder() {
    return set.copy();
  }

  /** The client's service access point, 0 to 65535. */
  public int client() {
    return set.client;
  }

  /** The logical device's service access point, 0 to 65535. */
  public int server() {
    return set.server;
  }

  /** How the client authenticates. */
  public Mechanism authentication() {
    return set.authentication;
  }

  /**
   * The password or the secret of high level security; empty if there is none. For use, not to
   * keep.
   */
  byte[] secret() {
    return set.secret;
  }

  /** The keys; null if there are none. */
  public KeyRing keys() {
    return set.keys;
  }

  /** How what the client sends is protected. */
  public SecurityPolicy policy() {
    return set.policy;
  }

  /** Whether the association is one with ciphering. */
  public boolean isCiphered() {
    return set.policy.protection() != Protection.NONE || set.policy.signed();
  }

  /** Whether the client makes a dedicated key for the association. */
  public boolean usesDedicatedKey() {
    return set.policy.envelope() == Envelope.DEDICATED
        || set.policy.envelope() == Envelope.GENERAL_DEDICATED;
  }

  /** The client's system title, 8 bytes; null if there is none. */
  public byte[] systemTitle() {
    return copy(set.systemTitle);
  }

  /** The meter's system title if it is known beforehand, 8 bytes; else null. */
  public byte[] serverSystemTitle() {
    return copy(set.serverSystemTitle);
  }

  /** Where the invocation counters of what the client sends come from; null if there are none. */
  public InvocationCounters counters() {
    return set.counters;
  }

  /** Whether objects are named by logical names, not by short ones. */
  public boolean logicalNames() {
    return set.logicalNames;
  }

  /** The services that are proposed to the meter. */
  public Conformance conformance() {
    if (set.conformance != null) {
      return set.conformance;
    }
    return set.logicalNames ? LOGICAL_NAMES : SHORT_NAMES;
  }

  /** The longest APDU that the client receives, in bytes: 12 to 65535. */
  public int maxPduSize() {
    return set.maxPduSize;
  }

  /** How long an answer may take. */
  public Duration responseTimeout() {
    return set.responseTimeout;
  }

  /** How often a request that is safe to repeat is repeated after a time-out, 0 to 10. */
  public int retries() {
    return set.retries;
  }

  /** How many blocks of general block transfer may arrive in a row, 1 to 63. */
  public int window() {
    return set.window;
  }

  /** Whether long requests go by general block transfer where the service's own blocks would do. */
  public boolean prefersGeneralBlockTransfer() {
    return set.generalBlocksFirst;
  }

  /** Whether requests have high priority. */
  public boolean highPriority() {
    return set.highPriority;
  }

  /** The longest answer that is taken, in bytes, all of its blocks together. */
  public int maxAnswerSize() {
    return set.maxAnswerSize;
  }

  /** The length of the challenge of high level security, 8 to 64 bytes; 0 for the usual one. */
  public int challengeLength() {
    return set.challengeLength;
  }

  /** The challenge and the dedicated key of a recorded exchange; null for random ones. */
  byte[] recordedChallenge() {
    return set.recordedChallenge;
  }

  byte[] recordedDedicatedKey() {
    return set.recordedDedicatedKey;
  }

  /** Whether the association exists without being asked for. */
  public boolean preEstablished() {
    return set.preEstablished;
  }

  /** Which user of the client associates, 0 to 255; null if that is not said. */
  public Integer userId() {
    return set.userId;
  }

  /** The client's certificate that is sent along with the association; null if none is. */
  byte[] certificate() {
    return set.certificate;
  }

  /** Who is told of notifications. */
  public NotificationListener listener() {
    return set.listener;
  }

  /** Wipes the password and the keys. */
  @Override
  public void close() {
    Arrays.fill(set.secret, (byte) 0);
    if (set.keys != null) {
      set.keys.close();
    }
  }

  private static byte[] copy(byte[] bytes) {
    return bytes == null ? null : bytes.clone();
  }

  /** Collects options. Each setter checks what it can alone, {@link #build} the rest. */
  public static final class Builder {
    private int client = 16;
    private int server = 1;
    private Mechanism authentication = Mechanism.NONE;
    private byte[] secret = {};
    private KeyRing keys;
    private SecurityPolicy policy = SecurityPolicy.NONE;
    private byte[] systemTitle;
    private byte[] serverSystemTitle;
    private InvocationCounters counters;
    private boolean logicalNames = true;
    private Conformance conformance;
    private int maxPduSize = 0xFFFF;
    private Duration responseTimeout = Duration.ofSeconds(10);
    private int retries = 1;
    private int window = 1;
    private boolean generalBlocksFirst;
    private boolean highPriority;
    private int maxAnswerSize = 16 << 20;
    private int challengeLength;
    private byte[] recordedChallenge;
    private byte[] recordedDedicatedKey;
    private boolean preEstablished;
    private Integer userId;
    private byte[] certificate;
    private NotificationListener listener = notification -> {};

    private Builder() {}

    private Builder copy() {
      Builder copy = new Builder();
      copy.client = client;
      copy.server = server;
      copy.authentication = authentication;
      copy.secret = secret.clone();
      copy.keys = keys;
      copy.policy = policy;
      copy.systemTitle = systemTitle;
      copy.serverSystemTitle = serverSystemTitle;
      copy.counters = counters;
      copy.logicalNames = logicalNames;
      copy.conformance = conformance;
      copy.maxPduSize = maxPduSize;
      copy.responseTimeout = responseTimeout;
      copy.retries = retries;
      copy.window = window;
      copy.generalBlocksFirst = generalBlocksFirst;
      copy.highPriority = highPriority;
      copy.maxAnswerSize = maxAnswerSize;
      copy.challengeLength = challengeLength;
      copy.recordedChallenge = recordedChallenge;
      copy.recordedDedicatedKey = recordedDedicatedKey;
      copy.preEstablished = preEstablished;
      copy.userId = userId;
      copy.certificate = certificate;
      copy.listener = listener;
      return copy;
    }

    /** The client's service access point, 0 to 65535; 16 is the public client. */
    public Builder client(int sap) {
      client = range("client", sap, 0, 0xFFFF);
      return this;
    }

    /** The logical device's service access point, 0 to 65535; 1 is the management one. */
    public Builder server(int sap) {
      server = range("server", sap, 0, 0xFFFF);
      return this;
    }

    /**
     * No, low level or high level security.
     *
     * @param password the password, or the secret of high level security; copied. Empty for the
     *     mechanisms whose secret are keys: GMAC and ECDSA
     */
    public Builder authentication(Mechanism mechanism, byte... password) {
      authentication = Objects.requireNonNull(mechanism, "mechanism");
      secret = password.clone();
      return this;
    }

    /**
     * With keys.
     *
     * @param ring is used, and closed with the options
     * @param by how what is sent is protected; answers must be protected no less
     */
    public Builder security(KeyRing ring, SecurityPolicy by) {
      keys = Objects.requireNonNull(ring, "ring");
      policy = Objects.requireNonNull(by, "by");
      return this;
    }

    /** The client's system title, 8 bytes. */
    public Builder systemTitle(byte... title) {
      systemTitle = title("systemTitle", title);
      return this;
    }

    /**
     * The meter's system title, 8 bytes: for a pre-established association, and to refuse any other
     * meter.
     */
    public Builder serverSystemTitle(byte... title) {
      serverSystemTitle = title("serverSystemTitle", title);
      return this;
    }

    /** Where the invocation counters of what is sent come from: they are never used twice. */
    public Builder counters(InvocationCounters source) {
      counters = source;
      return this;
    }

    /** Logical names, or short ones. */
    public Builder logicalNames(boolean logical) {
      logicalNames = logical;
      return this;
    }

    /** Which services are proposed; null for all that the client knows for its way of naming. */
    public Builder conformance(Conformance proposed) {
      conformance = proposed;
      return this;
    }

    /** The longest APDU that the client receives, in bytes: 12 to 65535. */
    public Builder maxPduSize(int bytes) {
      maxPduSize = range("maxPduSize", bytes, 12, 0xFFFF);
      return this;
    }

    /** How long an answer may take, more than 0 to one hour. */
    public Builder responseTimeout(Duration timeout) {
      if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofHours(1)) > 0) {
        throw new IllegalArgumentException(
            "responseTimeout is " + timeout + ", not more than 0 up to one hour");
      }
      responseTimeout = timeout;
      return this;
    }

    /** How often a request that is safe to repeat is repeated after a time-out, 0 to 10. */
    public Builder retries(int times) {
      retries = range("retries", times, 0, 10);
      return this;
    }

    /** How many blocks of general block transfer may arrive in a row, 1 to 63. */
    public Builder window(int blocks) {
      window = range("window", blocks, 1, 63);
      return this;
    }

    /**
     * Whether long requests go by general block transfer where the service's own blocks would do.
     */
    public Builder preferGeneralBlockTransfer(boolean prefer) {
      generalBlocksFirst = prefer;
      return this;
    }

    /** Whether requests have high priority. */
    public Builder highPriority(boolean high) {
      highPriority = high;
      return this;
    }

    /** The longest answer that is taken, in bytes, all of its blocks together: 1024 and more. */
    public Builder maxAnswerSize(int bytes) {
      maxAnswerSize = range("maxAnswerSize", bytes, 1024, Integer.MAX_VALUE);
      return this;
    }

    /** The length of the challenge of high level security, 8 to 64 bytes. */
    public Builder challengeLength(int bytes) {
      challengeLength = range("challengeLength", bytes, 8, 64);
      return this;
    }

    /** To replay a recorded exchange: what is random otherwise. */
    Builder recorded(byte[] challenge, byte[] dedicatedKey) {
      recordedChallenge = challenge;
      recordedDedicatedKey = dedicatedKey;
      return this;
    }

    /**
     * The association exists without being asked for: with the conformance and the length of APDUs
     * of these options.
     */
    public Builder preEstablished(boolean there) {
      preEstablished = there;
      return this;
    }

    /** Which user of the client associates, 0 to 255; null for no word on it. */
    public Builder userId(Integer id) {
      userId = id == null ? null : Integer.valueOf(range("userId", id, 0, 255));
      return this;
    }

    /** The client's certificate, to be sent along with the association; null for none. */
    public Builder certificate(byte[] der) {
      certificate = DlmsClientOptions.copy(der);
      return this;
    }

    /** Who is told of notifications that the meter sends within the association. */
    public Builder listener(NotificationListener told) {
      listener = Objects.requireNonNull(told, "told");
      return this;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException if they do not fit together; says what is missing
     */
    public DlmsClientOptions build() {
      boolean ciphered = policy.protection() != Protection.NONE || policy.signed();
      boolean gmac = authentication == Mechanism.HIGH_GMAC;
      boolean keyed = ciphered || gmac || authentication == Mechanism.HIGH_ECDSA;
      require(!keyed || keys != null, "security needs keys: security(ring, policy)");
      require(!keyed || systemTitle != null, "security needs the client's systemTitle");
      require(
          authentication != Mechanism.HIGH_SHA256 || systemTitle != null,
          "high level security with SHA-256 needs the client's systemTitle");
      require(
          !(ciphered || gmac) || counters != null,
          "security needs counters, where its invocation counters come from");
      boolean password =
          authentication != Mechanism.NONE && !gmac && authentication != Mechanism.HIGH_ECDSA;
      require(!password || secret.length > 0, authentication.words() + " needs a secret");
      require(
          !preEstablished || !ciphered || serverSystemTitle != null,
          "a pre-established association with ciphering needs the serverSystemTitle");
      return new DlmsClientOptions(copy());
    }

    private static void require(boolean held, String message) {
      if (!held) {
        throw new IllegalArgumentException(message);
      }
    }

    private static int range(String name, int value, int min, int max) {
      if (value < min || value > max) {
        throw new IllegalArgumentException(name + " is " + value + ", not " + min + " to " + max);
      }
      return value;
    }

    private static byte[] title(String name, byte[] title) {
      if (title.length != SYSTEM_TITLE_LENGTH) {
        throw new IllegalArgumentException(
            name + " has " + title.length + " bytes, not " + SYSTEM_TITLE_LENGTH);
      }
      return title.clone();
    }
  }
}
