/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.meterway.dlms.apdu.CaptureObject;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** Push setup (class 40): what a meter sends on its own, where and when. */
public final class PushSetup extends CosemObject {
  /** Class 40. */
  public static final int CLASS_ID = 40;

  /**
   * Where to.
   *
   * @param service 0 TCP, 1 UDP, 2 FTP, 3 SMTP, 4 SMS, 5 HDLC, 6 M-Bus, 7 ZigBee, 8 DLMS gateway
   * @param address as {@code 192.0.2.1:4059}
   * @param message 0 A-XDR encoded, 1 XML, 128 and more of the manufacturer's own
   */
  public record Destination(int service, String address, int message) {
    static Destination of(Data data) {
      List<Data> part = data.elements();
      return new Destination(integer(part.get(0)), part.get(1).asText(), integer(part.get(2)));
    }

    Data toData() {
      byte[] text = address.getBytes(StandardCharsets.UTF_8);
      return Data.structure(
          Data.enumeration(service), Data.octets(text), Data.enumeration(message));
    }
  }

  /**
   * When it may be.
   *
   * @param from fields may be unspecified
   * @param to fields may be unspecified
   */
  public record Window(CosemDateTime from, CosemDateTime to) {
    static Window of(Data data) {
      List<Data> part = data.elements();
      return new Window(dateTime(part.get(0)), dateTime(part.get(1)));
    }

    Data toData() {
      return Data.structure(Data.octets(from), Data.octets(to));
    }
  }

  /** A view of an object. */
  public PushSetup(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /** What is sent. Newer versions of the class have more to each; that is left away here. */
  public List<CaptureObject> objects() throws IOException {
    return list(2, data -> CaptureObject.of(Data.structure(data.elements().subList(0, 4))));
  }

  /** Says what is sent. */
  public void setObjects(List<CaptureObject> objects) throws IOException {
    set(2, Data.array(objects.stream().map(CaptureObject::toData).toList()));
  }

  /** Where it is sent to, and how. */
  public Destination destination() throws IOException {
    return read(3, Destination::of);
  }

  /** Says where it is sent to, and how. */
  public void setDestination(Destination destination) throws IOException {
    set(3, destination.toData());
  }

  /** When it may be sent; no window at all is always. */
  public List<Window> windows() throws IOException {
    return list(4, Window::of);
  }

  /** Says when it may be sent; no window at all is always. */
  public void setWindows(List<Window> windows) throws IOException {
    set(4, Data.array(windows.stream().map(Window::toData).toList()));
  }

  /** The most seconds that the meter waits before it sends, by chance. */
  public int randomisation() throws IOException {
    return read(5, CosemObject::integer);
  }

  /** Sets the most seconds that the meter waits before it sends, 0 to 65535. */
  public void setRandomisation(int seconds) throws IOException {
    set(5, Data.unsigned16(seconds));
  }

  /** How often the meter tries again. */
  public int retries() throws IOException {
    return read(6, CosemObject::integer);
  }

  /** Sets how often the meter tries again, 0 to 255. */
  public void setRetries(int times) throws IOException {
    set(6, Data.unsigned8(times));
  }

  /** How long the meter waits before it tries again: seconds, or a structure of newer versions. */
  public Data repetitionDelay() throws IOException {
    return get(7);
  }

  /** Sends it now. */
  public void push() throws IOException {
    call(1, Data.int8(0));
  }
}
