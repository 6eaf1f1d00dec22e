/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.meterway.api.handler.HandlesProtocol;
import org.meterway.api.handler.MessageHandler;
import org.meterway.api.handler.ServesLinks;
import org.meterway.api.headend.SendResult;
import org.meterway.api.link.LinkProgress;
import org.meterway.api.link.MeterLink;
import org.meterway.api.message.Message;
import org.meterway.api.port.MeterPort;
import org.meterway.api.port.PortListener;
import org.meterway.api.port.PortState;
import org.meterway.api.port.PortStatus;

class SharedLinesTest {
  private static final Duration NOW = Duration.ZERO;
  private final FakeFramework framework = new FakeFramework(Path.of("."));
  private final AtomicInteger changes = new AtomicInteger();
  private final SharedLines lines =
      new SharedLines(framework.context(), "test", 5, changes::incrementAndGet);
  private final FakePort port = new FakePort();
  private final FakeLink link = new FakeLink();
  private final byte[] buffer = new byte[16];

  private static final class FakePort implements MeterPort {
    private final List<byte[]> written = new CopyOnWriteArrayList<>();
    private volatile PortState state = PortState.OPEN;

    @Override
    public String name() {
      return "port1";
    }

    @Override
    public PortStatus status() {
      return new PortStatus("port1", state, "unplugged", Instant.EPOCH);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      written.add(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    @Override
    public boolean enqueue(byte[] frame) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class FakeLink implements MeterLink {
    private final List<byte[]> sent = new CopyOnWriteArrayList<>();
    private volatile SendResult result = SendResult.ACCEPTED;

    @Override
    public String name() {
      return "link1";
    }

    @Override
    public SendResult send(Message message) {
      sent.add(((Message.Transparent) message).payload());
      return result;
    }

    @Override
    public SendResult sendToHeadEnd(byte[] payload) {
      throw new UnsupportedOperationException();
    }

    @Override
    public LinkProgress progress() {
      return LinkProgress.NONE;
    }
  }

  private FakeFramework.Service only() {
    assertEquals(1, framework.services().size());
    return framework.services().get(0);
  }

  @Test
  void aPortThatIsNotChosenIsLeftAlone() {
    lines.bind(port);
    assertEquals(0, framework.services().size());
    assertEquals(0, changes.get());
    assertThrows(IOException.class, lines::line);
    lines.choose(SharedLines.Choice.PORT);
    assertEquals(1, changes.get());
    assertEquals("port port1", lines.inWords());
  }

  @Test
  void whatThePortSaysIsReadWhileTheLineIsOpenAndElseDropped() throws IOException {
    lines.choose(SharedLines.Choice.PORT);
    lines.bind(port);
    PortListener listener = (PortListener) only().object();
    assertEquals("port1", only().properties().get(PortListener.PORT));
    SharedLine line = lines.line();

    listener.received(new byte[] {9, 9}, 0, 2);
    line.open();
    listener.received(new byte[] {0, 1, 2}, 1, 2);
    assertEquals(2, line.read(buffer, 0, 16, NOW));
    assertEquals(1, buffer[0]);
    line.write(new byte[] {7}, 0, 1);
    assertArrayEquals(new byte[] {7}, port.written.get(0));
    line.close();
    listener.received(new byte[] {9}, 0, 1);
    assertEquals(3, lines.unheard());
  }

  @Test
  void aPortThatIsClosedEndsItsLine() throws IOException {
    lines.choose(SharedLines.Choice.PORT);
    lines.bind(port);
    SharedLine line = lines.line();
    line.open();
    port.state = PortState.FAILED;
    ((PortListener) only().object()).stateChanged(port.status());
    assertEquals(-1, line.read(buffer, 0, 16, Duration.ofSeconds(60)));
    IOException refused = assertThrows(IOException.class, line::open);
    assertTrue(refused.getMessage().contains("unplugged"));
  }

  @Test
  void aLinkGivesItsPayloadsOnlyWhileTheLineIsOpen() throws Exception {
    lines.choose(SharedLines.Choice.LINK);
    lines.bind(link);
    assertEquals(0, framework.services().size());
    SharedLine line = lines.line();
    line.open();
    line.open();
    FakeFramework.Service service = only();
    assertEquals(5, service.properties().get("service.ranking"));
    assertArrayEquals(
        new String[] {"link1"}, (String[]) service.properties().get(ServesLinks.PROPERTY));
    assertArrayEquals(
        new int[] {0x2100}, (int[]) service.properties().get(HandlesProtocol.PROPERTY));
    ((MessageHandler) service.object()).handle(new Message.Transparent(new byte[] {1, 2, 3}), null);
    assertEquals(3, line.read(buffer, 0, 16, NOW));
    line.close();
    assertEquals(0, framework.services().size());
  }

  @Test
  void whatIsLongGoesToTheLinkInPieces() throws IOException {
    lines.choose(SharedLines.Choice.LINK);
    lines.bind(link);
    SharedLine line = lines.line();
    line.write(new byte[2500], 0, 2500);
    assertEquals(List.of(1024, 1024, 452), link.sent.stream().map(bytes -> bytes.length).toList());
    link.result = SendResult.CLOSED;
    assertTrue(
        assertThrows(IOException.class, () -> line.write(buffer, 0, 1))
            .getMessage()
            .contains("no open port"));
  }

  @Test
  void whenTheServiceGoesTheLineEnds() throws IOException {
    lines.choose(SharedLines.Choice.LINK);
    lines.bind(link);
    SharedLine line = lines.line();
    line.open();
    lines.unbind(link);
    assertEquals(-1, line.read(buffer, 0, 16, Duration.ofSeconds(60)));
    assertEquals(0, framework.services().size());
    assertTrue(
        assertThrows(IOException.class, lines::line).getMessage().contains("MeterLink.target"));
    assertEquals(2, changes.get());
  }

  @Test
  void closingLeavesNothingBehind() {
    lines.choose(SharedLines.Choice.PORT);
    lines.bind(port);
    lines.close();
    lines.bind(new FakePort());
    assertEquals(0, framework.services().size());
  }
}
