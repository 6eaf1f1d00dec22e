/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The meter's end of one link: answers when polled, and only then. What the client did not
 * acknowledge is sent again whenever it polls.
 */
final class HdlcServerLink {
  /** How many APDUs may wait to be sent behind the one that is. */
  private static final int MOST_WAITING = 256;

  final HdlcAddress client;
  final HdlcAddress server;
  private final Transfer transfer;
  private final HdlcFaults faults;
  private final Deque<byte[]> waiting = new ArrayDeque<>();

  /** When a frame of it came the latest. */
  long heard;

  /** Whether the client waits for an answer. */
  private boolean polled;

  private boolean busy;

  /** Whether a frame is missing in front of the one that polls. */
  private boolean gap;

  /** What FRMR says, since a frame was rejected. */
  private byte[] rejection;

  HdlcServerLink(
      HdlcAddress client,
      HdlcAddress server,
      HdlcParameters parameters,
      int maxApdu,
      HdlcFaults faults) {
    this.client = client;
    this.server = server;
    this.transfer = new Transfer(parameters, Llc.RESPONSE, maxApdu);
    this.faults = faults;
  }

  Assembly incoming() {
    return transfer.incoming();
  }

  void busy(boolean isBusy) {
    busy = isBusy;
  }

  /** Takes a numbered frame; true if an APDU is whole with it. */
  boolean numbered(HdlcFrameType type, HdlcFrame frame, HdlcEncoder out) {
    if (rejection != null) {
      reject(frame, out);
      return false;
    }
    polled |= frame.isPollFinal();
    int acknowledged = transfer.acknowledge(frame.receiveNumber());
    if (type == HdlcFrameType.I) {
      return information(frame, acknowledged, out);
    }
    if (frame.informationLength() > 0) {
      reject(frame, FrameReject.INFORMATION, out);
    } else if (acknowledged < 0) {
      reject(frame, FrameReject.ACKNOWLEDGEMENT, out);
    } else if (polled) {
      answer(out);
    }
    return false;
  }

  private boolean information(HdlcFrame frame, int acknowledged, HdlcEncoder out) {
    if (busy) {
      if (polled) {
        answer(out);
      }
      return false;
    }
    switch (transfer.accept(frame)) {
      case TOO_LONG -> {
        faults.count(HdlcFault.TOO_LONG);
        reject(frame, FrameReject.TOO_LONG, out);
        return false;
      }
      case DUPLICATE -> faults.count(HdlcFault.DUPLICATE);
      case GAP -> {
        faults.count(HdlcFault.GAP);
        // Earlier ones may have been duplicates; the last one is none of what is there already.
        gap = frame.isPollFinal();
      }
      default -> {
        if (acknowledged < 0 || transfer.isAllSent() && transfer.hasUnacknowledged()) {
          // A client that asks anew has got the answer.
          faults.count(HdlcFault.ACKNOWLEDGEMENT);
          transfer.acknowledgeSent();
        }
        if (transfer.incoming().isComplete()) {
          if (!transfer.incoming().hasLlc()) {
            faults.count(HdlcFault.LLC);
          }
          return true;
        }
      }
    }
    if (polled) {
      answer(out);
    }
    return false;
  }

  /** Answers a poll: with what there is to send, or with how far it has come. */
  private void answer(HdlcEncoder out) {
    polled = false;
    if (!busy) {
      loadWaiting();
      transfer.rewind();
      if (transfer.emit(out, client, server)) {
        gap = false;
        return;
      }
    }
    HdlcFrameType type = busy ? HdlcFrameType.RNR : gap ? HdlcFrameType.REJ : HdlcFrameType.RR;
    gap = false;
    out.frame(client, server, type.control(transfer.expected(), true));
  }

  private void loadWaiting() {
    if (transfer.isAllAcknowledged() && !waiting.isEmpty()) {
      byte[] apdu = waiting.remove();
      transfer.load(apdu, 0, apdu.length);
    }
  }

  /** Takes an APDU to send; false if too many wait already. */
  boolean send(byte[] apdu, int offset, int length, HdlcEncoder out) {
    if (transfer.isAllAcknowledged() && waiting.isEmpty()) {
      transfer.load(apdu, offset, length);
    } else if (waiting.size() < MOST_WAITING) {
      waiting.add(Arrays.copyOfRange(apdu, offset, offset + length));
    } else {
      return false;
    }
    if (polled && rejection == null) {
      answer(out);
    }
    return true;
  }

  /** A control field that says nothing known, or that only a meter sends. */
  void unknown(HdlcFrame frame, HdlcEncoder out) {
    if (rejection != null) {
      reject(frame, out);
    } else {
      reject(frame, FrameReject.CONTROL, out);
    }
  }

  private void reject(HdlcFrame frame, int causes, HdlcEncoder out) {
    rejection = new byte[FrameReject.SIZE];
    FrameReject.write(rejection, frame.control(), transfer, causes);
    reject(frame, out);
  }

  private void reject(HdlcFrame frame, HdlcEncoder out) {
    if (frame.isPollFinal()) {
      int control = HdlcFrameType.FRMR.control(true);
      out.frame(client, server, control, false, rejection, 0, rejection.length);
    }
  }
}
