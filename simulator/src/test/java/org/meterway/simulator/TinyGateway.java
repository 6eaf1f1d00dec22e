/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import org.meterway.api.codec.FrameDecoder;
import org.meterway.api.codec.FrameEncoder;
import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameSink;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageException;
import org.meterway.api.message.Value;

/** The least that stands between a meter and a head end; can be told to lose payloads. */
final class TinyGateway implements AutoCloseable, FrameSink {
  private static final int DOWNLINK_CHUNK = 50;

  private final Line line;
  private final Codecs codecs;
  private final int loseEvery;
  private final FrameEncoder encoder;
  private final Socket headEnd;
  private final Thread upThread = new Thread(this::up, "tiny-gateway-up");
  private final Thread downThread = new Thread(this::down, "tiny-gateway-down");
  private int uplinks;

  TinyGateway(Line line, Codecs codecs, int headEndPort, int loseEvery) throws IOException {
    this.line = line;
    this.codecs = codecs;
    this.loseEvery = loseEvery;
    encoder = codecs.frames().newEncoder(codecs.format());
    headEnd = new Socket(InetAddress.getLoopbackAddress(), headEndPort);
    upThread.setDaemon(true);
    downThread.setDaemon(true);
  }

  void start() {
    upThread.start();
    downThread.start();
  }

  @Override
  public void close() throws IOException {
    headEnd.close();
    line.close();
  }

  private void up() {
    FrameDecoder decoder = codecs.frames().newDecoder(codecs.format(), this);
    byte[] buffer = new byte[777];
    try {
      for (int count = line.read(buffer); count >= 0; count = line.read(buffer)) {
        decoder.decode(buffer, 0, count);
      }
    } catch (IOException e) {
      return; // closed by the test
    }
  }

  /** Chunks that do not fit the payloads, as TCP's do not. */
  private void down() {
    byte[] buffer = new byte[DOWNLINK_CHUNK];
    try (InputStream in = headEnd.getInputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        send(new Message.Transparent(Arrays.copyOf(buffer, count)));
      }
    } catch (IOException e) {
      return; // closed by the test
    }
  }

  @Override
  public void frame(
      int protocol, byte[] buffer, int offset, int length, long position, int wireLength) {
    try {
      take(codecs.messages().decode(protocol, buffer, offset, length));
    } catch (MessageException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void take(Message message) throws IOException {
    if (message instanceof Message.Transparent transparent) {
      if (loseEvery == 0 || ++uplinks % loseEvery != 0) {
        headEnd.getOutputStream().write(transparent.payload());
      }
    } else if (message instanceof Message.Get get) {
      send(get.reply(Value.text("tiny")));
    } else if (message instanceof Message.Set set) {
      send(set.reply(true));
    } else if (message instanceof Message.Event event) {
      send(event.acknowledge());
    }
  }

  void send(Message message) throws IOException {
    byte[] frame =
        encoder.encode(message.protocol(), message.command(), codecs.messages().body(message));
    synchronized (line) {
      line.write(frame, 0, frame.length);
    }
  }

  @Override
  public void fault(FrameError error, long position, long wireLength) {
    // Noise is wanted here; what matters is that no frame is lost to it.
  }
}
