/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A meter's end of a line: the links of any clients with its logical devices. Not thread-safe.
 *
 * <p>Bytes that come are put in, {@link #next} says what they make; after each call of any method
 * {@link #output} is to be written, and {@link #next} is to be called at {@link #deadline} at the
 * latest. Time is passed in as for {@link HdlcClientLink}.
 */
public final class HdlcServerStation {
  /** How many links there may be; a further SNRM is refused. */
  private static final int MOST_LINKS = 32;

  private static final long NEVER = Long.MAX_VALUE;

  private final Predicate<HdlcAddress> accepts;
  private final HdlcParameters most;
  private final long inactivityNanos;
  private final long interOctetNanos;
  private final int maxApdu;

  private final HdlcFaults faults = new HdlcFaults();
  private final HdlcDecoder decoder = new HdlcDecoder(faults);
  private final HdlcEncoder out = new HdlcEncoder();
  private final UnnumberedInformation unnumbered;
  private final List<HdlcServerLink> links = new ArrayList<>();
  private final byte[] negotiation = new byte[Negotiation.MAX_SIZE];
  private HdlcTrace trace;
  private long latestByte;

  private HdlcEvent latest = HdlcEvent.NONE;
  private HdlcAddress client;
  private HdlcAddress server;
  private Assembly apdu;

  /**
   * No link yet.
   *
   * @param accepts which addresses it answers to
   * @param most what it can do; a client may lower it
   * @param inactivityNanos how long a link may be idle, in nanoseconds
   * @param interOctetNanos how long a frame may pause between two bytes, in nanoseconds
   * @param maxApdu the longest APDU that is put together
   */
  public HdlcServerStation(
      Predicate<HdlcAddress> accepts,
      HdlcParameters most,
      long inactivityNanos,
      long interOctetNanos,
      int maxApdu) {
    this.accepts = accepts;
    this.most = most;
    this.inactivityNanos = inactivityNanos;
    this.interOctetNanos = interOctetNanos;
    this.maxApdu = maxApdu;
    this.unnumbered = new UnnumberedInformation(maxApdu);
  }

  /** Puts bytes in that came. */
  public void put(byte[] bytes, int offset, int length, long now) {
    decoder.put(bytes, offset, length);
    latestByte = now;
  }

  /** What the bytes and the time that has come make; {@link HdlcEvent#NONE} if nothing for now. */
  public HdlcEvent next(long now) {
    latest = HdlcEvent.NONE;
    while (true) {
      while (decoder.next()) {
        latest = frame(decoder.frame(), now);
        if (latest != HdlcEvent.NONE) {
          return latest;
        }
      }
      if (!decoder.isPending()) {
        break;
      }
      if (now < latestByte + interOctetNanos) {
        return latest;
      }
      decoder.giveUp();
    }
    for (HdlcServerLink link : links) {
      if (now >= link.heard + inactivityNanos) {
        return ended(link);
      }
    }
    return latest;
  }

  /** When {@link #next} is to be called though nothing comes; the largest value for never. */
  public long deadline() {
    if (decoder.isPending()) {
      return latestByte + interOctetNanos;
    }
    long earliest = NEVER;
    for (HdlcServerLink link : links) {
      earliest = Math.min(earliest, link.heard + inactivityNanos);
    }
    return earliest;
  }

  private HdlcEvent frame(HdlcFrame frame, long now) {
    if (trace != null) {
      trace.received(frame.array(), frame.offset(), frame.length());
    }
    HdlcFrameType type = frame.type();
    boolean toAll = frame.destination().isAllStations();
    if (frame.source().size() != 1 || !toAll && !accepts.test(frame.destination())) {
      return fault(HdlcFault.FOREIGN);
    }
    client = frame.source();
    server = frame.destination();
    if (type == HdlcFrameType.UI) {
      return unnumbered.accept(frame) ? HdlcEvent.PUSH : HdlcEvent.NONE;
    }
    if (toAll) {
      return fault(HdlcFault.FOREIGN);
    }
    int from = out.size();
    HdlcServerLink link = find(client, server);
    HdlcEvent event =
        type == HdlcFrameType.SNRM
            ? connect(link, frame, now)
            : link == null ? withoutLink(frame) : inLink(link, type, frame, now);
    Traces.sent(trace, out, from);
    return event;
  }

  private HdlcServerLink find(HdlcAddress ofClient, HdlcAddress ofServer) {
    for (HdlcServerLink link : links) {
      if (link.client.equals(ofClient) && link.server.equals(ofServer)) {
        return link;
      }
    }
    return null;
  }

  private HdlcEvent connect(HdlcServerLink old, HdlcFrame frame, long now) {
    if (old == null && links.size() == MOST_LINKS) {
      out.frame(client, server, HdlcFrameType.DM.control(true));
      return HdlcEvent.NONE;
    }
    links.remove(old);
    HdlcParameters agreed =
        Negotiation.agree(
            most,
            Negotiation.read(frame.array(), frame.informationOffset(), frame.informationLength()));
    HdlcServerLink link = new HdlcServerLink(client, server, agreed, maxApdu, faults);
    link.heard = now;
    links.add(link);
    int length = Negotiation.write(agreed, negotiation);
    int control = HdlcFrameType.UA.control(true);
    out.frame(client, server, control, false, negotiation, 0, length);
    return HdlcEvent.CONNECTED;
  }

  private HdlcEvent withoutLink(HdlcFrame frame) {
    if (frame.isPollFinal()) {
      out.frame(client, server, HdlcFrameType.DM.control(true));
    }
    return fault(HdlcFault.UNEXPECTED);
  }

  private HdlcEvent inLink(HdlcServerLink link, HdlcFrameType type, HdlcFrame frame, long now) {
    link.heard = now;
    if (type == HdlcFrameType.DISC) {
      out.frame(client, server, HdlcFrameType.UA.control(true));
      return ended(link);
    }
    if (type == null || type.compareTo(HdlcFrameType.REJ) > 0) {
      faults.count(HdlcFault.CONTROL);
      link.unknown(frame, out);
      return HdlcEvent.NONE;
    }
    if (!link.numbered(type, frame, out)) {
      return HdlcEvent.NONE;
    }
    apdu = link.incoming();
    return HdlcEvent.APDU;
  }

  private HdlcEvent ended(HdlcServerLink link) {
    client = link.client;
    server = link.server;
    links.remove(link);
    latest = HdlcEvent.DISCONNECTED;
    return latest;
  }

  /**
   * Sends an APDU in a link, when the client polls.
   *
   * @param logicalDevice the upper part of the server's address
   * @return false if there is no such link, or if too many APDUs wait in it
   */
  public boolean send(int toClient, int logicalDevice, byte[] bytes, int offset, int length) {
    HdlcServerLink link = find(toClient, logicalDevice);
    if (link == null) {
      return false;
    }
    int from = out.size();
    boolean taken = link.send(bytes, offset, length, out);
    Traces.sent(trace, out, from);
    return taken;
  }

  private HdlcServerLink find(int ofClient, int logicalDevice) {
    for (HdlcServerLink link : links) {
      if (link.client.upper() == ofClient && link.server.upper() == logicalDevice) {
        return link;
      }
    }
    return null;
  }

  /** Sends an APDU in UI frames, now. */
  public void push(
      HdlcAddress toClient, HdlcAddress fromServer, byte[] bytes, int offset, int length) {
    byte[] information = new byte[Llc.SIZE + length];
    Llc.write(information, Llc.RESPONSE);
    System.arraycopy(bytes, offset, information, Llc.SIZE, length);
    int control = HdlcFrameType.UI.control(true);
    int before = out.size();
    int longest = most.maxInfoTransmit();
    for (int at = 0; at < information.length; at += longest) {
      int count = Math.min(longest, information.length - at);
      boolean more = at + count < information.length;
      out.frame(toClient, fromServer, control, more, information, at, count);
    }
    Traces.sent(trace, out, before);
  }

  /**
   * Answers from now on that nothing is taken (RNR), or no longer so.
   *
   * @return false if there is no such link
   */
  public boolean busy(int ofClient, int logicalDevice, boolean isBusy) {
    HdlcServerLink link = find(ofClient, logicalDevice);
    if (link != null) {
      link.busy(isBusy);
    }
    return link != null;
  }

  /** What is to be written now; {@link HdlcEncoder#reset} it then. */
  public HdlcEncoder output() {
    return out;
  }

  /** The client of the latest event. */
  public HdlcAddress client() {
    return client;
  }

  /** The address that it uses for the meter. */
  public HdlcAddress server() {
    return server;
  }

  /** What the APDU of the latest event is in, until bytes are put in or {@link #next} is called. */
  public byte[] apduArray() {
    return latest == HdlcEvent.PUSH ? unnumbered.array() : apdu.array();
  }

  /** Where it begins. */
  public int apduOffset() {
    return latest == HdlcEvent.PUSH ? unnumbered.offset() : apdu.offset();
  }

  /** How many bytes it has. */
  public int apduLength() {
    return latest == HdlcEvent.PUSH ? unnumbered.length() : apdu.apduLength();
  }

  /** How many links there are. */
  public int links() {
    return links.size();
  }

  /** Where raw frames go to; null for nowhere. */
  public void trace(HdlcTrace newTrace) {
    trace = newTrace;
  }

  /** How often this happened. */
  public long faults(HdlcFault fault) {
    return faults.of(fault);
  }

  private HdlcEvent fault(HdlcFault fault) {
    faults.count(fault);
    return HdlcEvent.NONE;
  }
}
