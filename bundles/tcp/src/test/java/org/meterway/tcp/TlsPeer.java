/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A head end that speaks TLS on a loopback socket, with Java's own sockets. */
final class TlsPeer implements AutoCloseable {
  private final ServerSocket server;
  private final SSLContext context;
  private final String[] protocols;
  private final boolean wantsClients;
  private final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  private TlsPeer(int port, TestIdentity own, X509Certificate clients, String... protocols) {
    this.protocols = protocols;
    wantsClients = clients != null;
    try {
      context = context(own, clients);
      server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
    start(this::accept);
  }

  /** A peer that shows this certificate and asks for none. */
  static TlsPeer showing(TestIdentity own, String... protocols) {
    return new TlsPeer(0, own, null, protocols);
  }

  /** A peer that wants a certificate from this issuer. */
  static TlsPeer trusting(X509Certificate clients, TestIdentity own, String... protocols) {
    return new TlsPeer(0, own, clients, protocols);
  }

  private static SSLContext context(TestIdentity own, X509Certificate clients)
      throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry("own", own.key(), new char[0], own.chain().toArray(Certificate[]::new));
    KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("NewSunX509");
    keyManagers.init(keys, new char[0]);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    if (clients != null) {
      trusted.setCertificateEntry("clients", clients);
    }
    TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
    trustManagers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        keyManagers.getKeyManagers(),
        clients == null ? null : trustManagers.getTrustManagers(),
        null);
    return context;
  }

  int port() {
    return server.getLocalPort();
  }

  int accepted() {
    return connections.size();
  }

  /** The n-th connection, counted from 0, once it is there. */
  Connection connection(int number) {
    Await.until("connection " + number + " is made", () -> connections.size() > number);
    return connections.get(number);
  }

  /** One accepted connection. */
  final class Connection {
    private final Socket plain;
    private final SSLSocket secure;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private volatile String end = "";

    private Connection(Socket plain) throws IOException {
      this.plain = plain;
      secure = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
      secure.setUseClientMode(false);
      secure.setNeedClientAuth(wantsClients);
      if (protocols.length > 0) {
        secure.setEnabledProtocols(protocols);
      }
    }

    SSLSocket socket() {
      return secure;
    }

    byte[] received() {
      synchronized (received) {
        return received.toByteArray();
      }
    }

    int receivedLength() {
      synchronized (received) {
        return received.size();
      }
    }

    /** How it ended: {@code in good order}, or with which exception; empty while it lasts. */
    String end() {
      return end;
    }

    void send(byte[] bytes) throws IOException {
      secure.getOutputStream().write(bytes);
    }

    /** Asks for new keys (TLS 1.3), or for another handshake (TLS 1.2). */
    void rekey() throws IOException {
      secure.startHandshake();
    }

    /** Says farewell. */
    void close() throws IOException {
      secure.close();
    }

    /** Ends the connection below TLS. */
    void closeWithoutNotice() throws IOException {
      plain.shutdownOutput();
    }

    private void run() {
      try {
        InputStream in = secure.getInputStream();
        byte[] chunk = new byte[16 * 1024];
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
          synchronized (received) {
            received.write(chunk, 0, length);
          }
        }
        secure.close();
        end = "in good order";
      } catch (IOException e) {
        end = e.toString();
        try {
          secure.close();
        } catch (IOException closing) {
          end = e + ", " + closing;
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Connection connection : connections) {
      connection.plain.close();
    }
    for (Thread thread : new ArrayList<>(threads)) {
      try {
        thread.join(10_000);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Connection connection = new Connection(server.accept());
        connections.add(connection);
        start(connection::run);
      } catch (IOException e) {
        // The peer was closed, or what came was gone at once.
      }
    }
  }

  private void start(Runnable work) {
    Thread thread = new Thread(work, "tls-peer");
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }
}
