/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.ApduException;
import org.meterway.dlms.hdlc.HdlcDecoder;
import org.meterway.dlms.hdlc.HdlcFault;
import org.meterway.dlms.hdlc.HdlcFrame;
import org.meterway.dlms.hdlc.HdlcFrameType;
import org.meterway.dlms.hdlc.UnnumberedInformation;
import org.meterway.dlms.mbus.MbusAssembler;
import org.meterway.dlms.mbus.MbusDecoder;
import org.meterway.dlms.mbus.MbusException;
import org.meterway.dlms.mbus.MbusFrame;
import org.meterway.dlms.wrapper.WrapperDecoder;
import org.meterway.dlms.wrapper.WrapperException;

/**
 * Finds the APDUs in what a meter sends of itself, whatever the framing: HDLC, M-Bus, wrapper, or
 * none. Sans-I/O; not thread-safe.
 *
 * <p>Until something is recognised the bytes are looked at in all ways; the first frame whose
 * checks are right decides. From then on the stream is taken for what it is, until nothing of that
 * kind comes any more. A pause of the line is told by {@link #pause}: an APDU without framing ends
 * there, and so does what is broken.
 */
public final class TelegramDecoder {
  /** The longest APDU that is put together, in bytes. */
  public static final int MAX_APDU = 65_535;

  /** After so many bytes without a frame the framing is looked for again. */
  private static final int LOST = 8 * 1024;

  private static final HdlcFault[] REPORTED = {
    HdlcFault.LENGTH,
    HdlcFault.ADDRESS,
    HdlcFault.HEADER_CHECK,
    HdlcFault.FRAME_CHECK,
    HdlcFault.CLOSING_FLAG,
    HdlcFault.ABORTED
  };

  private final TelegramSink sink;
  private final ByteArrayOutputStream unknown = new ByteArrayOutputStream();
  private HdlcDecoder hdlc;
  private UnnumberedInformation information;
  private MbusDecoder mbus;
  private MbusAssembler assembler;
  private WrapperDecoder wrapper;
  private PushFraming framing;
  private long sinceFrame;
  private long[] reported;
  private String mbusFault;

  /**
   * Nothing recognised yet.
   *
   * @param sink takes what is found, within the calls of this object's methods
   */
  public TelegramDecoder(TelegramSink sink) {
    this.sink = sink;
    forget();
  }

  /** The framing that was recognised, or null. */
  public PushFraming framing() {
    return framing;
  }

  /** Puts bytes in. */
  public void put(byte[] bytes, int offset, int length) {
    sinceFrame += length;
    if (framing == null) {
      unknown.write(bytes, offset, length);
    }
    if (framing == null || framing == PushFraming.HDLC) {
      hdlc.put(bytes, offset, length);
      takeHdlc();
    }
    if (framing == null || framing == PushFraming.MBUS) {
      mbus.put(bytes, offset, length);
      takeMbus();
    }
    if (wrapper != null && (framing == null || framing == PushFraming.WRAPPER)) {
      wrapper.put(bytes, offset, length);
      takeWrapper();
    }
    if (framing == null && unknown.size() > MAX_APDU || framing != null && sinceFrame > lost()) {
      pause();
      forget();
    }
  }

  /** A wrapper may announce a long APDU; other frames are short. */
  private int lost() {
    return framing == PushFraming.WRAPPER ? 2 * MAX_APDU : LOST;
  }

  /**
   * The line is silent, or has ended: whatever is not whole now will not be.
   *
   * @return whether anything came since the last pause
   */
  public boolean pause() {
    boolean some = sinceFrame > 0;
    if (framing == null) {
      if (unknown.size() > 0) {
        takeUnframed();
        forget();
      }
      return some;
    }
    switch (framing) {
      case HDLC -> {
        hdlc.giveUp();
        takeHdlc();
      }
      case MBUS -> {
        takeMbus();
        int rest = mbus.reset().length;
        if (rest > 0) {
          sink.fault("an M-Bus frame that ends after " + rest + " bytes");
        }
      }
      case WRAPPER -> {
        if (wrapper.isPending()) {
          sink.fault("a wrapper whose APDU does not come whole");
          forget();
        }
      }
      default -> {
        // Without framing nothing waits.
      }
    }
    return some;
  }

  private void forget() {
    framing = null;
    hdlc = new HdlcDecoder();
    information = new UnnumberedInformation(MAX_APDU);
    mbus = new MbusDecoder();
    assembler = new MbusAssembler(MAX_APDU);
    wrapper = new WrapperDecoder(MAX_APDU);
    reported = new long[HdlcFault.values().length];
    mbusFault = null;
    unknown.reset();
    sinceFrame = 0;
  }

  private void recognised(PushFraming found) {
    framing = found;
    sinceFrame = 0;
    unknown.reset();
  }

  private void takeHdlc() {
    while ((framing == null || framing == PushFraming.HDLC) && hdlc.next()) {
      recognised(PushFraming.HDLC);
      reportFaults();
      HdlcFrame frame = hdlc.frame();
      boolean carries = frame.type() == HdlcFrameType.UI || frame.type() == HdlcFrameType.I;
      if (!carries) {
        sink.fault("an HDLC frame that carries nothing: " + frame);
      } else if (information.accept(frame)) {
        byte[] apdu = new byte[information.length()];
        System.arraycopy(information.array(), information.offset(), apdu, 0, apdu.length);
        sink.telegram(
            new Telegram(
                PushFraming.HDLC, frame.source().upper(), frame.destination().upper(), apdu));
      }
    }
    if (framing == PushFraming.HDLC) {
      reportFaults();
    }
  }

  private void reportFaults() {
    for (String fault : newFaults()) {
      sink.fault(fault);
    }
  }

  private List<String> newFaults() {
    List<String> faults = new ArrayList<>();
    for (HdlcFault fault : REPORTED) {
      long count = hdlc.faults(fault);
      if (count > reported[fault.ordinal()]) {
        reported[fault.ordinal()] = count;
        faults.add(fault.words());
      }
    }
    return faults;
  }

  private void takeMbus() {
    boolean more = framing == null || framing == PushFraming.MBUS;
    while (more) {
      try {
        MbusFrame frame = mbus.next();
        more = frame != null;
        if (more) {
          recognised(PushFraming.MBUS);
          byte[] apdu = assembler.take(frame);
          if (apdu != null) {
            sink.telegram(
                new Telegram(PushFraming.MBUS, assembler.source(), assembler.destination(), apdu));
          }
        }
      } catch (MbusException e) {
        // Until the framing is known an octet 68h is as good as any other.
        mbusFault = mbusFault == null ? e.getMessage() : mbusFault;
        if (framing == PushFraming.MBUS) {
          sink.fault("M-Bus: " + e.getMessage());
        }
      }
    }
  }

  private void takeWrapper() {
    try {
      while (wrapper.next()) {
        if (framing == null && !looksLikeApdu(wrapper.toByteArray())) {
          wrapper = null;
          return;
        }
        recognised(PushFraming.WRAPPER);
        sink.telegram(
            new Telegram(
                PushFraming.WRAPPER,
                wrapper.source(),
                wrapper.destination(),
                wrapper.toByteArray()));
      }
    } catch (WrapperException e) {
      boolean was = framing == PushFraming.WRAPPER;
      wrapper = null;
      if (was) {
        sink.fault("wrapper: " + e.getMessage());
        forget();
      }
    }
  }

  private static boolean looksLikeApdu(byte[] bytes) {
    return reasonAgainst(bytes) == null;
  }

  private static String reasonAgainst(byte[] bytes) {
    try {
      ApduCodec.decode(bytes);
      return null;
    } catch (ApduException e) {
      return e.getMessage();
    }
  }

  private void takeUnframed() {
    byte[] bytes = unknown.toByteArray();
    hdlc.giveUp();
    while (hdlc.next()) {
      // A frame within a broken one would have been recognised before.
    }
    List<String> faults = newFaults();
    String reason = reasonAgainst(bytes);
    if (reason == null) {
      sink.telegram(new Telegram(PushFraming.APDU, 0, 0, bytes));
    } else if ((bytes[0] & 0xFF) == 0x68 && mbusFault != null) {
      sink.fault("M-Bus: " + mbusFault);
    } else if (!faults.isEmpty()) {
      faults.forEach(sink::fault);
    } else {
      sink.fault(
          "%d bytes that begin with 0x%02X are neither HDLC, M-Bus, a wrapper nor an APDU: %s"
              .formatted(bytes.length, bytes[0], reason));
    }
  }
}
