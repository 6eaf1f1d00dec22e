/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.meterway.dlms.data.DataWriter;

/**
 * The insides of an association's APDU: elements in BER (ISO/IEC 8650-1; Green Book, "ACSE").
 *
 * <p>They are kept in the order and with the lengths that were received, so that they encode to the
 * same octets again: also those that do not belong there, as the calling AP title in Gurux's AARE,
 * and those whose lengths are wrong, as the user information of Gurux's RLRE.
 */
record Acse(List<AcseElement> elements, byte[] lengthOctets) {
  static final int USER_INFORMATION = 0xBE;
  static final byte[] NO_OCTETS = {};

  private static final int PROTOCOL_VERSION = 0x80;
  private static final int CONTEXT = 0xA1;
  private static final int RELEASE_REASON = 0x80;
  private static final int OCTET_STRING = 0x04;
  private static final int INTEGER = 0x02;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int CHARACTERS = 0x80;

  /** {@code 2.16.756.5.8}: names of DLMS. */
  private static final byte[] DLMS = {0x60, (byte) 0x85, 0x74, 0x05, 0x08};

  private static final int CONTEXTS = 1;
  private static final int MECHANISMS = 2;

  static Acse read(ApduReader in) throws ApduException {
    int at = in.position();
    byte[] length = in.lengthOctets();
    int content = in.remaining();
    int declared = declared(length);
    if (declared > content) {
      throw new ApduException(at, declared + " octets announced, but only " + content + " follow");
    }
    List<AcseElement> elements = new ArrayList<>();
    while (in.remaining() > 0) {
      elements.add(readElement(in));
    }
    return new Acse(List.copyOf(elements), unlessRight(length, content));
  }

  private static AcseElement readElement(ApduReader in) throws ApduException {
    int at = in.position();
    int tag = in.u8();
    if ((tag & 0x1F) == 0x1F) {
      throw new ApduException(at, "elements have tags of one octet, not %02X".formatted(tag));
    }
    byte[] length = in.lengthOctets();
    int declared = declared(length);
    int octets = tag == USER_INFORMATION ? userInformation(in, declared) : declared;
    if (octets > in.remaining()) {
      throw new ApduException(
          at, declared + " octets announced, but only " + in.remaining() + " follow");
    }
    return new AcseElement(tag, in.take(octets), unlessRight(length, octets));
  }

  /** Gurux's servers count wrong here: the octet-string inside is right if it ends as the APDU. */
  private static int userInformation(ApduReader in, int declared) {
    int first = in.peek(1);
    int lengthOctets = first < 0x80 ? 1 : 1 + (first & 0x7F);
    if (in.peek(0) != OCTET_STRING || first < 0 || lengthOctets > 4) {
      return declared;
    }
    int length = first < 0x80 ? first : 0;
    for (int i = 1; i < lengthOctets; i++) {
      length = length << 8 | in.peek(1 + i) & 0xFF;
    }
    int inside = 1 + lengthOctets + length;
    return inside == in.remaining() ? inside : declared;
  }

  private static int declared(byte[] lengthOctets) {
    int length = lengthOctets.length == 1 ? lengthOctets[0] : 0;
    for (int i = 1; i < lengthOctets.length; i++) {
      length = length << 8 | lengthOctets[i] & 0xFF;
    }
    return length;
  }

  private static byte[] unlessRight(byte[] lengthOctets, int length) {
    byte[] right = new DataWriter(16).putLength(length).toByteArray();
    return Arrays.equals(lengthOctets, right) ? NO_OCTETS : lengthOctets;
  }

  static void writeLength(byte[] lengthOctets, int length, DataWriter out) {
    if (lengthOctets.length > 0) {
      out.put(lengthOctets);
    } else {
      out.putLength(length);
    }
  }

  static void write(int tag, List<AcseElement> elements, byte[] lengthOctets, DataWriter out) {
    int length = 0;
    for (AcseElement element : elements) {
      length += element.size();
    }
    writeLength(lengthOctets, length, out.put8(tag));
    for (AcseElement element : elements) {
      element.write(out);
    }
  }

  /** An AARE that has a result. */
  static Aare checked(int at, Aare aare) throws ApduException {
    if (aare.result() == null) {
      throw new ApduException(at, "an AARE has a result of 0 to 2 (A203020100)");
    }
    return aare;
  }

  static byte[] find(List<AcseElement> elements, int tag) {
    for (AcseElement element : elements) {
      if (element.tag() == tag) {
        return element.content();
      }
    }
    return null;
  }

  /** What is in an element of one octet-string; null where there is none. */
  static byte[] octets(List<AcseElement> elements, int tag) {
    return inside(find(elements, tag), OCTET_STRING);
  }

  /** What is in an element of one integer; null where there is none. */
  static Integer integer(byte[] content) {
    byte[] octets = inside(content, INTEGER);
    if (octets == null || octets.length < 1 || octets.length > 4) {
      return null;
    }
    int value = octets[0];
    for (int i = 1; i < octets.length; i++) {
      value = value << 8 | octets[i] & 0xFF;
    }
    return value;
  }

  /** The characters of an authentication value; null where there are none. */
  static byte[] characters(List<AcseElement> elements, int tag) {
    return inside(find(elements, tag), CHARACTERS);
  }

  /** Null for a name that is not known. */
  static ApplicationContext applicationContext(List<AcseElement> elements) {
    int id = id(inside(find(elements, CONTEXT), OBJECT_IDENTIFIER), CONTEXTS);
    return id >= 1 && id <= 4 ? ApplicationContext.of(id) : null;
  }

  /** {@link Mechanism#NONE} for no name, null for one that is not known. */
  static Mechanism mechanism(byte[] name) {
    if (name == null) {
      return Mechanism.NONE;
    }
    int id = id(name, MECHANISMS);
    return id >= 0 && id <= 7 ? Mechanism.of(id) : null;
  }

  /** Why an association ends or has ended; null for none. */
  static Integer reason(List<AcseElement> elements) {
    byte[] content = find(elements, RELEASE_REASON);
    return content != null && content.length == 1 ? Integer.valueOf(content[0]) : null;
  }

  /** The elements of a release, each where it is not null. */
  static List<AcseElement> release(Integer reason, byte[] userInformation) {
    Builder acse = new Builder();
    if (reason != null) {
      acse.add(RELEASE_REASON, new byte[] {reason.byteValue()});
    }
    if (userInformation != null) {
      acse.octets(USER_INFORMATION, userInformation);
    }
    return acse.build();
  }

  /** The last number of a name of DLMS's; -1 where it is none. */
  private static int id(byte[] name, int branch) {
    boolean known =
        name != null
            && name.length == DLMS.length + 2
            && Arrays.equals(name, 0, DLMS.length, DLMS, 0, DLMS.length)
            && name[DLMS.length] == branch;
    return known ? name[DLMS.length + 1] : -1;
  }

  /** The content of the one element that another one consists of; null where it does not. */
  static byte[] inside(byte[] content, int tag) {
    if (content == null || content.length < 2 || (content[0] & 0xFF) != tag) {
      return null;
    }
    ApduReader in = new ApduReader(content, 1, content.length);
    try {
      byte[] octets = in.octets();
      return in.remaining() == 0 ? octets : null;
    } catch (ApduException e) {
      return null;
    }
  }

  static byte[] wrap(int tag, byte[] content) {
    return new DataWriter(content.length + 8).put8(tag).putOctets(content).toByteArray();
  }

  private static byte[] name(int branch, int id) {
    byte[] name = Arrays.copyOf(DLMS, DLMS.length + 2);
    name[DLMS.length] = (byte) branch;
    name[DLMS.length + 1] = (byte) id;
    return name;
  }

  /** Elements to be, put into the standard's order. */
  static final class Builder {
    private final List<AcseElement> elements = new ArrayList<>();

    void add(int tag, byte[] content) {
      elements.add(new AcseElement(tag, content));
    }

    void protocolVersion() {
      add(PROTOCOL_VERSION, new byte[] {0x07, (byte) 0x80});
    }

    void context(ApplicationContext context) {
      add(CONTEXT, wrap(OBJECT_IDENTIFIER, name(CONTEXTS, context.id())));
    }

    void octets(int tag, byte[] octets) {
      add(tag, wrap(OCTET_STRING, octets));
    }

    void integer(int tag, int value) {
      byte[] content =
          value < -128 || value > 127
              ? new byte[] {(byte) (value >> 8), (byte) value}
              : new byte[] {(byte) value};
      add(tag, wrap(INTEGER, content));
    }

    void mechanism(int requirements, int name, Mechanism mechanism) {
      add(requirements, new byte[] {0x07, (byte) 0x80});
      add(name, Acse.name(MECHANISMS, mechanism.id()));
    }

    void characters(int tag, byte[] value) {
      add(tag, wrap(CHARACTERS, value));
    }

    List<AcseElement> build() {
      List<AcseElement> sorted = new ArrayList<>(elements);
      sorted.sort(Comparator.comparingInt(element -> element.tag() & 0x1F));
      return sorted;
    }
  }
}
