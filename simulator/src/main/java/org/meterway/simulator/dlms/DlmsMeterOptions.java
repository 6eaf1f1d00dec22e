/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.meterway.dlms.apdu.Conformance;
import org.meterway.dlms.security.SecuritySuite;
import org.meterway.dlms.transport.HdlcServerOptions;
import org.meterway.dlms.transport.SignOnServerOptions;

/** What a test meter is like. Made by {@link #builder}; what is not said has a usual value. */
public final class DlmsMeterOptions {
  private final Builder from;

  private DlmsMeterOptions(Builder from) {
    this.from = new Builder(from);
  }

  /** Begins with the usual values: nothing is listened on yet. */
  public static Builder builder() {
    return new Builder();
  }

  /** The same, to be changed. */
  public Builder toBuilder() {
    return new Builder(from);
  }

  InetSocketAddress tcp() {
    return from.tcp;
  }

  InetSocketAddress udp() {
    return from.udp;
  }

  InetSocketAddress tcpHdlc() {
    return from.tcpHdlc;
  }

  InetSocketAddress tcpModeE() {
    return from.tcpModeE;
  }

  Set<Integer> servers() {
    return from.servers;
  }

  List<MeterAssociation> associations() {
    return from.associations;
  }

  MeterKeys keys() {
    return from.keys;
  }

  byte[] systemTitle() {
    return from.systemTitle;
  }

  int securityPolicy() {
    return from.securityPolicy;
  }

  boolean forgetsCounters() {
    return from.forgetsCounters;
  }

  boolean offers(boolean logicalNames) {
    return logicalNames ? from.logicalNames : from.shortNames;
  }

  Conformance conformance() {
    return from.conformance;
  }

  int maxPduSize() {
    return from.maxPduSize;
  }

  int gbtWindow() {
    return from.gbtWindow;
  }

  Clock clock() {
    return from.clock;
  }

  long serialNumber() {
    return from.serialNumber;
  }

  int profileRows() {
    return from.profileRows;
  }

  int profilePeriod() {
    return from.profilePeriod;
  }

  boolean everyType() {
    return from.everyType;
  }

  int imageBlockSize() {
    return from.imageBlockSize;
  }

  Set<Integer> lostImageBlocks() {
    return from.lostImageBlocks;
  }

  int verificationCalls() {
    return from.verificationCalls;
  }

  int maxConnections() {
    return from.maxConnections;
  }

  HdlcServerOptions hdlc() {
    return from.hdlc;
  }

  SignOnServerOptions signOn() {
    return from.signOn;
  }

  List<MeterFault> faults() {
    return from.faults;
  }

  List<CosemObject> objects() {
    return from.objects;
  }

  MeterTrace trace() {
    return from.trace;
  }

  /** What is said of a meter so far. Not thread-safe. */
  public static final class Builder {
    private InetSocketAddress tcp;
    private InetSocketAddress udp;
    private InetSocketAddress tcpHdlc;
    private InetSocketAddress tcpModeE;
    private Set<Integer> servers = Set.of(1);
    private List<MeterAssociation> associations = MeterAssociation.usual();
    private MeterKeys keys;
    private byte[] systemTitle = {'M', 'W', 'Y', 0, 0, (byte) 0xBC, 0x61, 0x4E};
    private int securityPolicy;
    private boolean forgetsCounters;
    private boolean logicalNames = true;
    private boolean shortNames = true;
    private Conformance conformance = Conformance.of(Conformance.Bit.values());
    private int maxPduSize = 1024;
    private int gbtWindow = 6;
    private Clock clock = Clock.systemDefaultZone();
    private long serialNumber = 12_345_678;
    private int profileRows = 672;
    private int profilePeriod = 900;
    private boolean everyType = true;
    private int imageBlockSize = 64;
    private Set<Integer> lostImageBlocks = Set.of();
    private int verificationCalls;
    private int maxConnections = 64;
    private HdlcServerOptions hdlc = HdlcServerOptions.defaults();
    private SignOnServerOptions signOn = SignOnServerOptions.defaults();
    private List<MeterFault> faults = List.of();
    private List<CosemObject> objects = List.of();
    private MeterTrace trace;

    private Builder() {
      keys = MeterKeys.usual(SecuritySuite.SUITE_0);
    }

    private Builder(Builder other) {
      tcp = other.tcp;
      udp = other.udp;
      tcpHdlc = other.tcpHdlc;
      tcpModeE = other.tcpModeE;
      servers = other.servers;
      associations = other.associations;
      keys = other.keys;
      systemTitle = other.systemTitle;
      securityPolicy = other.securityPolicy;
      forgetsCounters = other.forgetsCounters;
      logicalNames = other.logicalNames;
      shortNames = other.shortNames;
      conformance = other.conformance;
      maxPduSize = other.maxPduSize;
      gbtWindow = other.gbtWindow;
      clock = other.clock;
      serialNumber = other.serialNumber;
      profileRows = other.profileRows;
      profilePeriod = other.profilePeriod;
      everyType = other.everyType;
      imageBlockSize = other.imageBlockSize;
      lostImageBlocks = other.lostImageBlocks;
      verificationCalls = other.verificationCalls;
      maxConnections = other.maxConnections;
      hdlc = other.hdlc;
      signOn = other.signOn;
      faults = other.faults;
      objects = other.objects;
      trace = other.trace;
    }

    private static int range(String name, int value, int least, int most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            name + " " + value + ": " + least + " to " + most + " would be right");
      }
      return value;
    }

    /** Listens for wrappers over TCP; port 0 for any that is free. */
    public Builder tcp(InetSocketAddress address) {
      tcp = address;
      return this;
    }

    /** Listens for wrappers over UDP; port 0 for any that is free. */
    public Builder udp(InetSocketAddress address) {
      udp = address;
      return this;
    }

    /** Listens for HDLC over TCP; port 0 for any that is free. */
    public Builder tcpHdlc(InetSocketAddress address) {
      tcpHdlc = address;
      return this;
    }

    /** Listens for HDLC after a sign-on (mode E) over TCP; port 0 for any that is free. */
    public Builder tcpModeE(InetSocketAddress address) {
      tcpModeE = address;
      return this;
    }

    /** The addresses of the logical devices, which all have the same objects; 1 usually. */
    public Builder servers(Set<Integer> addresses) {
      servers = Set.copyOf(addresses);
      return this;
    }

    /** Who may associate, and what for; {@link MeterAssociation#usual} usually. */
    public Builder associations(List<MeterAssociation> offered) {
      associations = List.copyOf(offered);
      return this;
    }

    /** The keys, and with them the suite; {@link MeterKeys#usual} of suite 0 usually. */
    public Builder keys(MeterKeys known) {
      keys = Objects.requireNonNull(known, "keys");
      return this;
    }

    /** The meter's system title, 8 bytes. */
    public Builder systemTitle(byte[] title) {
      range("systemTitle of length", title.length, 8, 8);
      systemTitle = title.clone();
      return this;
    }

    /**
     * The security policy to begin with: bits 2 to 4 require requests to be authenticated,
     * encrypted, signed, bits 5 to 7 the same of responses; 0, nothing, usually.
     */
    public Builder securityPolicy(int bits) {
      securityPolicy = range("securityPolicy", bits, 0, 0xFF);
      return this;
    }

    /**
     * Whether the invocation counters received are forgotten when an association begins. A meter
     * remembers them, which clients that begin at 1 each time do not survive.
     */
    public Builder forgetsCounters(boolean forgets) {
      forgetsCounters = forgets;
      return this;
    }

    /** Which referencing is offered; both usually. */
    public Builder referencing(boolean byLogicalNames, boolean byShortNames) {
      logicalNames = byLogicalNames;
      shortNames = byShortNames;
      return this;
    }

    /** What is offered at most; everything usually. */
    public Builder conformance(Conformance offered) {
      conformance = Objects.requireNonNull(offered, "conformance");
      return this;
    }

    /** The longest APDU that the meter takes, and sends, in bytes; 1024 usually. */
    public Builder maxPduSize(int bytes) {
      maxPduSize = range("maxPduSize", bytes, 12, 0xFFFF);
      return this;
    }

    /** How many blocks of general block transfer the meter takes without a word; 6 usually. */
    public Builder gbtWindow(int blocks) {
      gbtWindow = range("gbtWindow", blocks, 1, 63);
      return this;
    }

    /** What the meter's time and values go by; the computer's clock usually. */
    public Builder clock(Clock time) {
      clock = Objects.requireNonNull(time, "clock");
      return this;
    }

    /** The meter's number, which its names hold. */
    public Builder serialNumber(long number) {
      serialNumber = number;
      return this;
    }

    /** How many rows the load profile has to begin with; 672, a week, usually. */
    public Builder profileRows(int rows) {
      profileRows = range("profileRows", rows, 0, 1_000_000);
      return this;
    }

    /** Seconds from one row of the load profile to the next; 900 usually. */
    public Builder profilePeriod(int seconds) {
      profilePeriod = range("profilePeriod", seconds, 1, 86_400);
      return this;
    }

    /** Whether there is an object for each type of data; so usually. */
    public Builder everyType(boolean all) {
      everyType = all;
      return this;
    }

    /** The size of an image block in bytes; 64 usually. */
    public Builder imageBlockSize(int bytes) {
      imageBlockSize = range("imageBlockSize", bytes, 1, 0xFFFF);
      return this;
    }

    /** The image blocks that get lost once. */
    public Builder lostImageBlocks(Set<Integer> numbers) {
      lostImageBlocks = Set.copyOf(numbers);
      return this;
    }

    /** How often the verification of an image says that it is still at work; never usually. */
    public Builder verificationCalls(int calls) {
      verificationCalls = range("verificationCalls", calls, 0, 1000);
      return this;
    }

    /** How many TCP connections there may be at a time; 64 usually. */
    public Builder maxConnections(int connections) {
      maxConnections = range("maxConnections", connections, 1, 10_000);
      return this;
    }

    /** HDLC's parameters and time-outs. */
    public Builder hdlc(HdlcServerOptions options) {
      hdlc = Objects.requireNonNull(options, "hdlc");
      return this;
    }

    /** What the meter says of itself at sign-on. */
    public Builder signOn(SignOnServerOptions options) {
      signOn = Objects.requireNonNull(options, "signOn");
      return this;
    }

    /** What goes wrong on each connection; nothing usually. */
    public Builder faults(List<MeterFault> planned) {
      faults = List.copyOf(planned);
      return this;
    }

    /** What goes wrong on each connection. */
    public Builder faults(MeterFault... planned) {
      return faults(List.of(planned));
    }

    /** An object beside the usual ones, or in place of the one with its class and name. */
    public Builder object(CosemObject own) {
      List<CosemObject> all = new ArrayList<>(objects);
      all.add(own);
      objects = List.copyOf(all);
      return this;
    }

    /** Who is shown each APDU; nobody usually. */
    public Builder trace(MeterTrace shown) {
      trace = shown;
      return this;
    }

    /** The options. */
    public DlmsMeterOptions build() {
      return new DlmsMeterOptions(this);
    }
  }

  /** Names the meter as its logical device name does. */
  byte[] logicalDeviceName() {
    return "MWY%013d".formatted(serialNumber()).getBytes(StandardCharsets.US_ASCII);
  }
}
