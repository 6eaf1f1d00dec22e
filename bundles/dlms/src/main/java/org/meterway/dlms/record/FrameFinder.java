/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.meterway.dlms.hdlc.HdlcDecoder;
import org.meterway.dlms.hdlc.HdlcFault;
import org.meterway.dlms.hdlc.HdlcFrame;
import org.meterway.dlms.hdlc.HdlcFrameType;
import org.meterway.dlms.hdlc.UnnumberedInformation;
import org.meterway.dlms.mbus.MbusAssembler;
import org.meterway.dlms.mbus.MbusDecoder;
import org.meterway.dlms.mbus.MbusException;
import org.meterway.dlms.mbus.MbusFrame;
import org.meterway.dlms.wrapper.WrapperException;
import org.meterway.dlms.wrapper.WrapperHeader;

/** Finds the frames of one side in its lines, whatever the framing. Keeps segments. */
final class FrameFinder {
  private static final int MAX_APDU = 65_535;
  private static final int FLAG = 0x7E;
  private static final int MBUS = 0x68;
  private static final int ACKNOWLEDGE = 0x06;

  private final UnnumberedInformation segments = new UnnumberedInformation(MAX_APDU);
  private final MbusAssembler pieces = new MbusAssembler(MAX_APDU);

  List<FoundFrame> find(byte[] bytes) {
    int first = bytes[0] & 0xFF;
    if (first == FLAG) {
      return hdlc(bytes);
    }
    if (first == MBUS && bytes.length > 3 && (bytes[3] & 0xFF) == MBUS) {
      return mbus(bytes);
    }
    if (isSignOn(bytes)) {
      return List.of(signOn(bytes));
    }
    if (first == 0 && bytes.length > 1 && bytes[1] == WrapperHeader.VERSION) {
      return wrappers(bytes);
    }
    return List.of(new FoundFrame(fields("apdu"), bytes));
  }

  private static Map<String, Object> fields(String framing) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("framing", framing);
    return fields;
  }

  private static FoundFrame fault(String framing, String reason, byte[] bytes) {
    Map<String, Object> fields = fields(framing);
    fields.put("error", reason);
    fields.put("bytes", bytes);
    return new FoundFrame(fields, null);
  }

  private List<FoundFrame> hdlc(byte[] bytes) {
    List<FoundFrame> found = new ArrayList<>();
    HdlcDecoder decoder = new HdlcDecoder();
    decoder.put(bytes, 0, bytes.length);
    while (decoder.next()) {
      found.add(hdlc(decoder.frame()));
    }
    decoder.giveUp();
    while (decoder.next()) {
      found.add(hdlc(decoder.frame()));
    }
    for (HdlcFault fault : HdlcFault.values()) {
      if (fault != HdlcFault.NOISE && decoder.faults(fault) > 0) {
        found.add(fault("hdlc", fault.words(), bytes));
        break; // What follows of a broken frame is no fault of its own.
      }
    }
    return found;
  }

  private FoundFrame hdlc(HdlcFrame frame) {
    Map<String, Object> fields = fields("hdlc");
    HdlcFrameType type = frame.type();
    fields.put("type", type == null ? "control %02X".formatted(frame.control()) : type.name());
    if (type == HdlcFrameType.I) {
      fields.put("send-number", frame.sendNumber());
    }
    if (type != null && type.compareTo(HdlcFrameType.REJ) <= 0) {
      fields.put("receive-number", frame.receiveNumber());
    }
    fields.put("poll-final", frame.isPollFinal());
    if (frame.isSegmented()) {
      fields.put("segmented", true);
    }
    fields.put("source", frame.source().toString());
    fields.put("destination", frame.destination().toString());
    if (type == HdlcFrameType.I || type == HdlcFrameType.UI) {
      boolean isWhole = segments.accept(frame);
      int from = segments.offset();
      return new FoundFrame(
          fields,
          isWhole ? Arrays.copyOfRange(segments.array(), from, from + segments.length()) : null);
    }
    if (frame.informationLength() > 0) {
      fields.put("parameters", frame.information());
    }
    return new FoundFrame(fields, null);
  }

  private List<FoundFrame> mbus(byte[] bytes) {
    List<FoundFrame> found = new ArrayList<>();
    MbusDecoder decoder = new MbusDecoder();
    decoder.put(bytes, 0, bytes.length);
    boolean more = true;
    while (more) {
      try {
        MbusFrame frame = decoder.next();
        more = frame != null;
        if (more) {
          found.add(mbus(frame));
        }
      } catch (MbusException e) {
        found.add(fault("mbus", e.getMessage(), bytes));
        return found;
      }
    }
    if (decoder.pending() > 0) {
      found.add(fault("mbus", "the frame does not come whole", decoder.reset()));
    }
    return found;
  }

  private FoundFrame mbus(MbusFrame frame) throws MbusException {
    Map<String, Object> fields = fields("mbus");
    fields.put("control", "%02X".formatted(frame.control()));
    fields.put("address", frame.address());
    fields.put("control-information", "%02X".formatted(frame.controlInformation()));
    byte[] apdu = pieces.take(frame);
    if (apdu == null) {
      fields.put("segmented", true);
    } else {
      fields.put("source", pieces.source());
      fields.put("destination", pieces.destination());
    }
    return new FoundFrame(fields, apdu);
  }

  private static boolean isSignOn(byte[] bytes) {
    int first = bytes[0] & 0x7F;
    if (first != '/' && first != ACKNOWLEDGE || bytes.length < 3) {
      return false;
    }
    return (bytes[bytes.length - 1] & 0x7F) == '\n';
  }

  private static FoundFrame signOn(byte[] bytes) {
    byte[] characters = bytes.clone();
    for (int i = 0; i < characters.length; i++) {
      characters[i] &= 0x7F; // The eighth bit may be parity.
    }
    Map<String, Object> fields = fields("sign-on");
    String text = new String(characters, StandardCharsets.US_ASCII);
    fields.put("text", text.replace("\r\n", ""));
    return new FoundFrame(fields, null);
  }

  private static List<FoundFrame> wrappers(byte[] bytes) {
    List<FoundFrame> found = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      try {
        WrapperHeader header = WrapperHeader.read(bytes, at, bytes.length - at);
        int from = at + WrapperHeader.SIZE;
        int rest = bytes.length - from;
        if (header.length() > rest) {
          throw new IllegalArgumentException(
              "the wrapper announces %d bytes, %d are there".formatted(header.length(), rest));
        }
        at = from + header.length();
        Map<String, Object> fields = fields("wrapper");
        fields.put("source", header.source());
        fields.put("destination", header.destination());
        found.add(new FoundFrame(fields, Arrays.copyOfRange(bytes, from, at)));
      } catch (WrapperException | IllegalArgumentException e) {
        found.add(fault("wrapper", e.getMessage(), Arrays.copyOfRange(bytes, at, bytes.length)));
        at = bytes.length;
      }
    }
    return found;
  }
}
