/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.transport.ByteLine;
import org.meterway.simulator.Pty;

/**
 * A DLMS/COSEM meter for tests: it listens on TCP, UDP and lines, serves several clients at once,
 * and does wrong what it is told to. Its values are made up, and change. Thread-safe.
 *
 * <pre>{@code
 * try (DlmsTestMeter meter =
 *     DlmsTestMeter.start(
 *         DlmsMeterOptions.builder().tcp(new InetSocketAddress("127.0.0.1", 0)).build())) {
 *   … a client at meter.tcpPort() …
 *   meter.inject(MeterFault.of(MeterFault.Kind.NO_ANSWER).once());
 * }
 * }</pre>
 */
public final class DlmsTestMeter implements Closeable {
  private static final int NONE = -1;
  private static final long CLOSE_MS = 1000;

  private final Meter meter;
  private final List<Closeable> listeners = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private int tcpPort = NONE;
  private int udpPort = NONE;
  private int tcpHdlcPort = NONE;
  private int tcpModeEPort = NONE;
  private volatile boolean closed;

  private DlmsTestMeter(DlmsMeterOptions options) {
    meter = new Meter(options);
  }

  /**
   * Starts a meter; it serves from now on.
   *
   * @throws java.net.BindException if a port is in use
   */
  public static DlmsTestMeter start(DlmsMeterOptions options) throws IOException {
    DlmsTestMeter fresh = new DlmsTestMeter(Objects.requireNonNull(options, "options"));
    try {
      fresh.listen(options);
      return fresh;
    } catch (IOException e) {
      fresh.close();
      throw e;
    }
  }

  private void listen(DlmsMeterOptions options) throws IOException {
    if (options.tcp() != null) {
      tcpPort = accept(options.tcp(), "wrapper", this::wrapper);
    }
    if (options.tcpHdlc() != null) {
      tcpHdlcPort = accept(options.tcpHdlc(), "hdlc", channel -> hdlc(channel, false));
    }
    if (options.tcpModeE() != null) {
      tcpModeEPort = accept(options.tcpModeE(), "mode-e", channel -> hdlc(channel, true));
    }
    if (options.udp() != null) {
      UdpService service = new UdpService(options.udp(), meter);
      udpPort = service.port();
      meter.connections().add(service);
      run(service, "udp");
    }
  }

  /** What becomes of a connection that was accepted. */
  private interface Taking {
    void take(SocketChannel channel) throws IOException;
  }

  private int accept(InetSocketAddress address, String name, Taking taking) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listeners.add(listener);
    listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    listener.bind(address);
    run(
        () -> {
          while (listener.isOpen()) {
            try {
              SocketChannel channel = listener.accept();
              try {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                taking.take(channel);
              } catch (IOException e) {
                channel.close();
              }
            } catch (IOException e) {
              // The listener is closed, or the connection was gone before it was taken.
            }
          }
        },
        name);
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  private void wrapper(SocketChannel channel) throws IOException {
    Holder holder = new Holder();
    WrapperConnection connection = new WrapperConnection(channel, meter, holder::ended);
    holder.run(connection, connection, "wrapper");
  }

  private void hdlc(SocketChannel channel, boolean signOn) throws IOException {
    serve(new SocketLine(channel.socket()), signOn);
  }

  private void serve(ByteLine line, boolean signOn) throws IOException {
    Holder holder = new Holder();
    HdlcConnection connection = new HdlcConnection(line, signOn, meter, holder::ended);
    holder.run(connection, connection, "hdlc");
  }

  /** A connection and that it is forgotten when it has ended. */
  private final class Holder {
    private Connection connection;

    void run(Connection own, Runnable task, String name) throws IOException {
      connection = own;
      if (closed || meter.connections().size() >= meter.options().maxConnections()) {
        own.close();
        return;
      }
      meter.connections().add(own);
      DlmsTestMeter.this.run(task, name);
    }

    void ended() {
      meter.connections().remove(connection);
      threads.remove(Thread.currentThread());
    }
  }

  private void run(Runnable task, String name) {
    Thread thread = thread(task, name);
    threads.add(thread);
    thread.start();
  }

  static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, "meterway-test-meter-" + name);
    thread.setDaemon(true);
    return thread;
  }

  /** The port for wrappers over TCP; -1 if there is none. */
  public int tcpPort() {
    return tcpPort;
  }

  /** The port for wrappers over UDP; -1 if there is none. */
  public int udpPort() {
    return udpPort;
  }

  /** The port for HDLC over TCP; -1 if there is none. */
  public int tcpHdlcPort() {
    return tcpHdlcPort;
  }

  /** The port for HDLC after a sign-on over TCP; -1 if there is none. */
  public int tcpModeEPort() {
    return tcpModeEPort;
  }

  /** Serves HDLC on a line, such as {@link PtyByteLine}, until it ends; it is closed then. */
  public void serveHdlc(ByteLine line) throws IOException {
    serve(line, false);
  }

  /** Serves HDLC after a sign-on on a line until it ends; it is closed then. */
  public void serveModeE(ByteLine line) throws IOException {
    serve(line, true);
  }

  /** Serves HDLC on a pseudo-terminal until it ends; it is closed then. */
  public void serveHdlc(Pty pty) throws IOException {
    serveHdlc(new PtyByteLine(pty));
  }

  /** Serves HDLC after a sign-on on a pseudo-terminal until it ends; it is closed then. */
  public void serveModeE(Pty pty) throws IOException {
    serveModeE(new PtyByteLine(pty));
  }

  /** The objects; one may add one's own. */
  public MeterObjects objects() {
    return meter.objects();
  }

  /** The keys, as clients may have changed them. */
  public MeterKeys keys() {
    return meter.security().keys();
  }

  /** The security policy in force. */
  public int securityPolicy() {
    return meter.security().policy();
  }

  /** How many connections and lines there are, UDP as one. */
  public int connections() {
    return meter.connections().size();
  }

  /** What the meter has done so far. */
  public MeterStatistics statistics() {
    return meter.statistics();
  }

  /** Does this wrong from now on, on the connections there are and on those to come. */
  public void inject(MeterFault fault) {
    meter.inject(fault);
  }

  /** Does all right from now on. */
  public void heal() {
    meter.heal();
  }

  /** Ends all connections; new ones are taken as before. */
  public void disconnect() throws IOException {
    for (Connection connection : meter.connections()) {
      if (!(connection instanceof UdpService)) {
        connection.close();
      }
    }
  }

  /**
   * Pushes the values of the Push setup's object list to a client, in each of its associations.
   *
   * @return how many associations there were
   */
  public int push(int client) throws IOException {
    try {
      PushSetupObject setup =
          (PushSetupObject) meter.objects().find(40, PushSetupObject.NAME).orElseThrow();
      return meter.push(client, setup.notification(null));
    } catch (ServiceException e) {
      throw new IOException(e);
    }
  }

  /**
   * Sends an event-notification, information-report or data-notification to a client, in each of
   * its associations, protected as these are.
   *
   * @return how many associations there were
   */
  public int notify(int client, Apdu apdu) throws IOException {
    return meter.push(client, ApduCodec.encode(apdu));
  }

  /**
   * Sends a notification to somebody who listens for wrappers.
   *
   * @param udp whether over UDP, or over a TCP connection of its own
   * @param client the address that it is for
   * @param how its protection
   */
  public void notify(
      InetSocketAddress listener, boolean udp, int client, SecurityPolicy how, Apdu apdu)
      throws IOException {
    int server = meter.options().servers().iterator().next();
    meter.pushTo(listener, udp, server, client, how, ApduCodec.encode(apdu));
  }

  /** Ends all connections and listens no more; returns within about a second. */
  @Override
  public void close() throws IOException {
    closed = true;
    for (Closeable listener : listeners) {
      listener.close();
    }
    for (Connection connection : new ArrayList<>(meter.connections())) {
      connection.close();
    }
    meter.close();
    long until = System.nanoTime() + CLOSE_MS * 1_000_000;
    for (Thread thread : threads) {
      long left = (until - System.nanoTime()) / 1_000_000;
      try {
        thread.join(Math.max(1, left));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
