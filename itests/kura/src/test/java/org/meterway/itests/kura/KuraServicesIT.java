/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.kura;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.meterway.itests.support.Eventually.eventually;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.type.TypedValues;
import org.eclipse.kura.watchdog.CriticalComponent;
import org.eclipse.kura.wire.WireEnvelope;
import org.eclipse.kura.wire.WireReceiver;
import org.eclipse.kura.wire.WireRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.meterway.itests.bridge.InFramework;
import org.meterway.itests.support.Frame;
import org.meterway.itests.support.HeadEndServer;
import org.meterway.itests.support.Meter;
import org.meterway.itests.support.Provisioning;
import org.meterway.itests.support.Wire;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.wireadmin.Consumer;

/** What Meterway makes of Kura's services, on the platforms of Kura 5 and Kura 6. */
@InFramework
@EnabledIf(
    value = "org.meterway.itests.kura.Dpkg#isThere",
    disabledReason = "dpkg-deb is not installed, so there are no bundles to start")
public class KuraServicesIT {
  private static final byte[] HELLO = "hello".getBytes(US_ASCII);
  private static final int KURA_START_LEVEL = 6;

  private BundleContext context;
  private KuraGateway gateway;
  private FakeKura kura;
  private Meter meter;
  private HeadEndServer server;

  @Configuration
  public Option[] configuration() throws IOException, InterruptedException {
    return CoreOptions.options(
        Provisioning.support(),
        Provisioning.bundles("meterway.bundles.platform"),
        DebianJars.provisioned(),
        KuraHome.provisioned(),
        CoreOptions.frameworkStartLevel(KURA_START_LEVEL));
  }

  @BeforeEach
  void surroundings(BundleContext probe) {
    context = probe;
    gateway = new KuraGateway(probe);
    kura = new FakeKura(probe);
    meter = Meter.speaking(Wire.LENGTH);
    server = HeadEndServer.listening();
    gateway.seedSingletons();
  }

  @AfterEach
  void leaveNothing() {
    gateway.deleteConfigurations();
    gateway.awaitStoreClosed();
    KuraHome.emptyStore(context);
    kura.close();
    server.close();
    meter.close();
  }

  @Test
  void aPasswordIsDecryptedBeforeItIsUsed() {
    createHeadEndWithLogin(FakeKura.encrypted("0pen"));
    gateway.createFlow(meter, Wire.LENGTH, "hes");

    assertArrayEquals("LOGIN 0pen\r".getBytes(US_ASCII), server.receives(11));
  }

  @Test
  void withoutKurasCryptoServiceAPasswordIsUsedAsItIs() {
    kura.close();
    createHeadEndWithLogin("0pen");

    assertArrayEquals("LOGIN 0pen\r".getBytes(US_ASCII), server.receives(11));
  }

  @Test
  void aMeterHearsTheNamesOfTheHostAndTheStateOfItsNetwork() {
    gateway.createFlow(meter, Wire.LENGTH, server);
    gateway.awaitLinkUp();
    gateway.awaitStatus("network org.meterway.kura.services.NetworkParameters CONNECTED");

    meter.sends(Frame.of(0x2200, 0xC0, "07 80 01 02"));
    assertEquals(
        new Frame(0x2200, 0xC4, join(new byte[] {0x07, (byte) 0x80, 12}, FakeKura.DEVICE_NAME)),
        meter.receives());
    meter.sends(Frame.of(0x2200, 0xC0, "03 80 01 03"));
    assertEquals(Frame.of(0x2200, 0xC4, "03 80 01 13"), meter.receives());
    meter.sends(Frame.of(0x2200, 0xC0, "02 80 01 04"));
    assertEquals(Frame.of(0x2200, 0xC4, "02 80 04 01 04 11 01"), meter.receives());
  }

  @Test
  void theLinksAreOneCriticalComponent() {
    eventually(
        "Meterway is a critical component",
        () ->
            kura.critical.stream()
                .map(CriticalComponent::getCriticalComponentName)
                .toList()
                .equals(List.of("org.meterway.kura.services.LinkWatchdog")));
  }

  @Test
  void aMessageBecomesARecordAndARecordAMessage() {
    gateway.create("org.meterway.kura.wires.MeterEmitter", "emitter1", Map.of());
    gateway.create(
        "org.meterway.kura.wires.MeterReceiver", "receiver1", Map.of("link", "meter1-link"));
    gateway.createFlow(meter, Wire.LENGTH, server);
    gateway.awaitLinkUp();

    meter.sends(Frame.transparent(HELLO));
    eventually("a record is emitted", () -> !kura.emitted.isEmpty());
    WireRecord record = kura.emitted.get(0);
    assertEquals("meter1-link", FakeKura.value(record, "link"));
    assertEquals("0x2100", FakeKura.value(record, "protocol"));
    assertEquals("SERIAL_NET", FakeKura.value(record, "command"));
    assertArrayEquals(HELLO, (byte[]) FakeKura.value(record, "value"));
    assertArrayEquals(
        join(new byte[] {(byte) 0xBF}, "hello"), (byte[]) FakeKura.value(record, "raw"));
    assertArrayEquals(HELLO, server.receives(HELLO.length), "the head end has it all the same");

    receiver("receiver1")
        .onWireReceive(
            new WireEnvelope(
                "timer",
                List.of(new WireRecord(Map.of("value", TypedValues.newByteArrayValue(HELLO))))));
    assertArrayEquals(HELLO, meter.receivesTransparent(HELLO.length));
  }

  @Test
  void aCloudConnectionIsAHeadEnd() {
    gateway.create(
        "org.meterway.kura.cloud.CloudHeadEnd",
        "cloud1",
        Map.of(
            "CloudPublisher.target",
            "(kura.service.pid=" + FakeKura.PUBLISHER + ")",
            "CloudSubscriber.target",
            "(kura.service.pid=" + FakeKura.SUBSCRIBER + ")"));
    gateway.createFlow(meter, Wire.LENGTH, "cloud1");
    gateway.awaitLinkUp();

    meter.sends(Frame.transparent(HELLO));
    eventually("the payload is published", () -> !kura.published.isEmpty());
    assertArrayEquals(HELLO, kura.published.get(0));
    gateway.awaitFact("headend cloud1", "queued.payloads=1");
    kura.confirmsAll();
    gateway.awaitFact("headend cloud1", "queued.payloads=0");

    kura.sendsDown(HELLO);
    assertArrayEquals(HELLO, meter.receivesTransparent(HELLO.length));
  }

  @Test
  void withoutAnyServiceOfKuraFramesGoEachWay() {
    kura.close();
    gateway.createFlow(meter, Wire.LENGTH, server);
    gateway.awaitLinkUp();

    meter.sends(Frame.transparent(HELLO));
    assertArrayEquals(HELLO, server.receives(HELLO.length));
    server.sends(HELLO);
    assertArrayEquals(HELLO, meter.receivesTransparent(HELLO.length));
    meter.sends(Frame.of(0x2200, 0xC0, "07 80 01 02"));
    assertEquals(Frame.of(0x2200, 0xC8, "07 80 01 0C"), meter.receives());
  }

  private void createHeadEndWithLogin(String secret) {
    gateway.create(
        "org.meterway.tcp.TcpHeadEnd",
        "hes",
        Map.of(
            "host",
            "127.0.0.1",
            "port",
            server.port(),
            "registration",
            "LOGIN \\{secret}\\r",
            "secret",
            secret));
  }

  private WireReceiver receiver(String name) {
    try {
      List<ServiceReference<Consumer>> found =
          List.copyOf(
              context.getServiceReferences(Consumer.class, "(kura.service.pid=" + name + ")"));
      return (WireReceiver) context.getService(found.get(0));
    } catch (InvalidSyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static byte[] join(byte[] head, String text) {
    byte[] joined = new byte[head.length + text.length()];
    System.arraycopy(head, 0, joined, 0, head.length);
    System.arraycopy(text.getBytes(US_ASCII), 0, joined, head.length, text.length());
    return joined;
  }
}
