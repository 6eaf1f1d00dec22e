/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.Envelope;
import org.meterway.dlms.security.ProtectedApdu;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.SecurityContext;
import org.meterway.dlms.security.SecurityPolicy;

/** What all connections of a meter share. Thread-safe. */
final class Meter {
  private static final int CONNECT_MS = 3000;

  private final DlmsMeterOptions options;
  private final MeterClock clock;
  private final MeterObjects objects = new MeterObjects();
  private final SecurityState security;
  private final Map<Integer, Account> accounts = new HashMap<>();
  private final List<MeterFault> faults = new CopyOnWriteArrayList<>();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService pusher =
      Executors.newSingleThreadExecutor(task -> DlmsTestMeter.thread(task, "push"));

  private final LongAdder requests = new LongAdder();
  private final LongAdder associations = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder struck = new LongAdder();
  private final LongAdder pushes = new LongAdder();
  private final LongAdder confirmed = new LongAdder();

  Meter(DlmsMeterOptions options) {
    this.options = options;
    clock = new MeterClock(options.clock());
    faults.addAll(options.faults());
    security =
        new SecurityState(
            options.keys(),
            options.systemTitle(),
            options.securityPolicy(),
            options.forgetsCounters());
    for (MeterAssociation association : options.associations()) {
      accounts.put(association.client(), new Account(association, security));
    }
    objects.addAll(new StandardObjects(this).all());
    objects.addAll(options.objects());
  }

  DlmsMeterOptions options() {
    return options;
  }

  MeterClock clock() {
    return clock;
  }

  MeterObjects objects() {
    return objects;
  }

  SecurityState security() {
    return security;
  }

  boolean serves(int client, int server) {
    return accounts.containsKey(client) && options.servers().contains(server);
  }

  Account account(int client) {
    return accounts.get(client);
  }

  Faults newFaults() {
    return new Faults(faults, struck::increment);
  }

  void inject(MeterFault fault) {
    faults.add(fault);
    connections.forEach(connection -> connection.faults().inject(fault));
  }

  void heal() {
    faults.clear();
    connections.forEach(connection -> connection.faults().heal());
  }

  Set<Connection> connections() {
    return connections;
  }

  void trace(boolean received, int client, int server, byte[] bytes, int offset, int length) {
    MeterTrace trace = options.trace();
    if (trace != null) {
      trace.apdu(received, client, server, bytes, offset, length);
    }
  }

  void requested() {
    requests.increment();
  }

  void associated() {
    associations.increment();
  }

  void rejected() {
    rejected.increment();
  }

  void refusedCiphering() {
    refused.increment();
  }

  void dropped() {
    dropped.increment();
  }

  void confirmed() {
    confirmed.increment();
  }

  MeterStatistics statistics() {
    return new MeterStatistics(
        requests.sum(),
        associations.sum(),
        rejected.sum(),
        refused.sum(),
        dropped.sum(),
        struck.sum(),
        pushes.sum(),
        confirmed.sum());
  }

  /** Sends a notification in the associations of a client; how many there were. */
  int push(int client, byte[] apdu) throws IOException {
    int sent = 0;
    for (Connection connection : connections) {
      sent += connection.push(client, apdu);
    }
    pushes.add(sent);
    return sent;
  }

  /** Does so after what is being answered now. */
  void pushLater(int client, byte[] apdu) {
    later(() -> push(client, apdu));
  }

  private interface Sending {
    void run() throws IOException;
  }

  private void later(Sending sending) {
    try {
      pusher.execute(
          () -> {
            try {
              sending.run();
            } catch (IOException e) {
              dropped.increment();
            }
          });
    } catch (RejectedExecutionException e) {
      dropped.increment();
    }
  }

  /** Sends a notification to {@code host:port} after what is being answered now. */
  void pushTo(String destination, boolean udp, Caller caller, byte[] apdu) throws ServiceException {
    InetSocketAddress address = address(destination);
    Session session = caller.session();
    boolean ciphered = session.context().isCiphered();
    SecurityPolicy how =
        ciphered
            ? SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION).in(Envelope.GENERAL_GLOBAL)
            : SecurityPolicy.NONE;
    later(() -> pushTo(address, udp, session.server(), session.client(), how, apdu));
  }

  private static InetSocketAddress address(String destination) throws ServiceException {
    int colon = destination.lastIndexOf(':');
    try {
      return new InetSocketAddress(
          destination.substring(0, colon), Integer.parseInt(destination.substring(colon + 1)));
    } catch (RuntimeException e) {
      throw new ServiceException(DataAccessResult.OTHER_REASON);
    }
  }

  /** Sends a notification in wrappers to whoever listens there. */
  void pushTo(
      InetSocketAddress address,
      boolean udp,
      int server,
      int client,
      SecurityPolicy how,
      byte[] apdu)
      throws IOException {
    byte[] sealed = apdu;
    if (!how.equals(SecurityPolicy.NONE)) {
      try (SecurityContext context = security.pushing()) {
        ProtectedApdu made = context.protect(how, apdu, 0, apdu.length);
        sealed = made.toByteArray();
        context.keys().close();
      } catch (CipheringException e) {
        throw new IOException(e);
      }
    }
    byte[] frame = new byte[WrapperConnection.HEADER + sealed.length];
    WrapperConnection.header(frame, 0, server, client, sealed.length);
    System.arraycopy(sealed, 0, frame, WrapperConnection.HEADER, sealed.length);
    if (udp) {
      try (DatagramSocket socket = new DatagramSocket()) {
        socket.send(new DatagramPacket(frame, frame.length, address));
      }
    } else {
      try (Socket socket = new Socket()) {
        socket.connect(address, CONNECT_MS);
        socket.getOutputStream().write(frame);
      }
    }
    pushes.increment();
  }

  void close() {
    pusher.shutdownNow();
  }
}
