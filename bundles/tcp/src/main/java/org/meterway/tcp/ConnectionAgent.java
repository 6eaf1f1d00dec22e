/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.tls.TlsIdentity;
import org.meterway.api.whiteboard.DownlinkDispatch;
import org.meterway.tcp.confirm.ProtocolException;
import org.meterway.tcp.confirm.UpstreamFrames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection up, on a thread of its own: resolves, connects, reads, keeps the time-outs,
 * and writes what the socket did not take at once.
 */
final class ConnectionAgent {
  /** How long closing waits for the queue to empty. */
  private static final long DRAIN_ON_CLOSE_MS = 2000;

  /** How long the end of reading waits for listeners. */
  private static final long LAST_DELIVERY_MS = 2000;

  /** How long closing waits for a thread that was interrupted. */
  private static final long INTERRUPTED_MS = 500;

  /** How often closing looks whether senders have emptied the queue. */
  private static final long CLOSING_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /**
   * No more than a slow line takes in a few seconds: while listeners wait for it, this thread keeps
   * no time.
   */
  private static final int READ_BYTES = 4096;

  /** How long a head end that speaks TLS 1.3 has to refuse our certificate, at most. */
  private static final long VERDICT_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** How often it looks again whether the network is there, besides being told. */
  private static final long NETWORK_POLL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionAgent.class);

  /** State and reason as they are shown. */
  record Shown(HeadEndState state, String reason, Instant since) {}

  private final String name;
  private final PayloadQueue queue;
  private final Transmitter transmitter;
  private final DownlinkDispatch listeners;
  private final HeadEndRequests requests;
  private final Counters<HeadEndCounter> counters;
  private final Runnable onChange;
  private final LongSupplier nanoTime;
  private final RateLimit bugLog = new RateLimit();
  private final RateLimit keepAliveLog = new RateLimit();
  private final Resolver resolver;
  private final Transport transport;
  private final Acknowledgements acknowledgements;
  private final Backoff backoff;
  private final Selector selector;
  private final Thread thread;
  private final ReasonLog reasonLog;
  private final TlsRenewal tls;
  private final NetworkGate network;

  private volatile HeadEndSettings settings;
  private volatile Shown shown = new Shown(HeadEndState.CONNECTING, "", Instant.now());
  private volatile boolean closing;
  private volatile boolean aborted;
  private volatile boolean readingEnds;
  private volatile boolean anew;
  private volatile boolean hurried;
  private final CountDownLatch readingHasEnded = new CountDownLatch(1);

  /** Written by the agent; another thread closes it when the agent's does not end. */
  private volatile SocketChannel socket;

  // Agent's thread only.
  private final ByteBuffer readBuffer = ByteBuffer.allocate(READ_BYTES);
  private HeadEndSettings applied;
  private Phase phase;
  private SelectionKey readyKey;

  /**
   * An agent that is not started.
   *
   * @param onChange called on the agent's thread when {@link #shown} has changed
   */
  ConnectionAgent(
      String name,
      HeadEndSettings settings,
      Environment environment,
      PayloadQueue queue,
      Transmitter transmitter,
      DownlinkDispatch listeners,
      HeadEndRequests requests,
      NetworkGate network,
      Counters<HeadEndCounter> counters,
      Runnable onChange) {
    this.name = name;
    this.settings = settings;
    this.queue = queue;
    this.transmitter = transmitter;
    this.listeners = listeners;
    this.requests = requests;
    this.network = network;
    this.counters = counters;
    this.onChange = onChange;
    nanoTime = environment.nanoTime();
    resolver = environment.resolver();
    transport = environment.transport();
    acknowledgements = environment.acknowledgements().get();
    backoff = new Backoff(environment.random());
    reasonLog = new ReasonLog(name);
    tls = new TlsRenewal(name);
    applied = settings;
    phase = new Phase.Waiting(nanoTime.getAsLong());
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("no selector for head end " + name, e);
    }
    thread = new Thread(this::run, "meterway-tcp-" + name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  Shown shown() {
    return shown;
  }

  /** Takes other settings; reconnects only if the address or the login is another one. */
  void apply(HeadEndSettings newSettings) {
    settings = newSettings;
    selector.wakeup();
  }

  /** Takes a keystore, or learns that its content has changed. */
  void identify(TlsIdentity keystore) {
    tls.identify(keystore);
    selector.wakeup();
  }

  /** A keystore is gone. */
  void identifyNoMore(TlsIdentity keystore) {
    tls.identifyNoMore(keystore);
  }

  /** What is to be shown of TLS. */
  TlsReport tls() {
    return tls.report();
  }

  /** Ends the connection, if there is one, and makes another one at once. */
  void reconnect() {
    anew = true;
    selector.wakeup();
  }

  /** What was in the way may be gone: a pause before the next attempt ends now. */
  void hurry() {
    hurried = true;
    selector.wakeup();
  }

  /** Looks at the clock and all states again. */
  void wakeup() {
    selector.wakeup();
  }

  /**
   * Reads no more from now on, while there is still somebody to hand it to. Waits, for {@value
   * #LAST_DELIVERY_MS} ms at most, until what was read is handed on.
   */
  void stopReading() {
    readingEnds = true;
    selector.wakeup();
    try {
      if (thread.isAlive() && !readingHasEnded.await(LAST_DELIVERY_MS, TimeUnit.MILLISECONDS)) {
        LOG.debug("{}: a listener still takes what was read", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends the connection and the thread. What is queued gets {@value #DRAIN_ON_CLOSE_MS} ms to be
   * delivered if there is a connection; a listener that still waits then is interrupted. Takes at
   * most three seconds.
   */
  void close() {
    closing = true;
    transmitter.drain();
    selector.wakeup();
    try {
      thread.join(DRAIN_ON_CLOSE_MS);
      if (thread.isAlive()) {
        aborted = true;
        thread.interrupt();
        thread.join(INTERRUPTED_MS);
      }
    } catch (InterruptedException e) {
      aborted = true;
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("{}: a listener or the name resolution does not return; left behind", name);
      transmitter.use(null);
      closeChannels();
    } else if (thread.getState() == Thread.State.NEW) {
      finish();
    }
  }

  // --- The thread

  private void run() {
    while (!isDone()) {
      try {
        runOnce();
      } catch (IOException | RuntimeException | Error e) {
        if (!aborted && bugLog.permits()) {
          LOG.error("{}: unexpected failure, connecting anew", name, e);
        }
        disconnect("internal failure: " + e);
      }
    }
    finish();
  }

  private void runOnce() throws IOException {
    if (readingEnds) {
      readingHasEnded.countDown();
      readConfirmations();
    }
    long now = nanoTime.getAsLong();
    applySettings(now);
    applyRequests(now);
    checkTime(now);
    long timeout = (closing ? now + CLOSING_POLL_NANOS : nextDeadline(now)) - now;
    if (timeout <= 0 || hasInput()) {
      selector.selectNow(this::remember);
    } else {
      selector.select(this::remember, TimeUnit.NANOSECONDS.toMillis(timeout) + 1);
    }
    SelectionKey key = readyKey;
    if (key != null) {
      readyKey = null;
      ready(key);
    } else if (hasInput()) {
      read((Phase.Connected) phase);
    }
    if (!closing) {
      Thread.interrupted(); // A listener left it behind; the selector would never wait again.
    }
  }

  // Only one key is registered. It is looked at outside of the selector, whose lock would make
  // other threads wait while a listener does.
  private void remember(SelectionKey key) {
    readyKey = key;
  }

  /** Whether there is something to read of which the selector does not know. */
  private boolean hasInput() {
    return phase instanceof Phase.Connected connected
        && !hasReadingEnded(connected)
        && connected.session().hasInput()
        && !connected.session().attention().isAway();
  }

  /**
   * Whoever confirms is listened to until all is confirmed or the time to close is over; what else
   * comes down then counts as undeliverable.
   */
  private boolean hasReadingEnded(Phase.Connected connected) {
    return readingEnds && !(closing && connected.session().rule().isAnswered());
  }

  private void readConfirmations() {
    if (phase instanceof Phase.Connected connected
        && !hasReadingEnded(connected)
        && !connected.session().attention().isAway()) {
      connected.session().socket().keyFor(selector).interestOpsOr(SelectionKey.OP_READ);
    }
  }

  private boolean isDone() {
    return aborted
        || closing && (!(phase instanceof Phase.Connected) || queue.status().payloads() == 0);
  }

  private void finish() {
    dropConnection();
    closeChannels();
    show(HeadEndState.CLOSED, "");
  }

  // Also called by another thread when the agent's own does not end.
  private void closeChannels() {
    try {
      SocketChannel current = socket;
      if (current != null) {
        current.close();
      }
      selector.close();
    } catch (IOException e) {
      LOG.warn("{}: closing the connection failed: {}", name, e.getMessage());
    }
  }

  // --- Time

  private void applySettings(long now) {
    HeadEndSettings current = settings;
    HeadEndSettings previous = applied;
    if (current == previous) {
      return;
    }
    applied = current;
    tls.apply(current.tls(), now);
    if (!current.sameConnection(previous)) {
      connectAnew(now);
    } else if (phase instanceof Phase.Waiting waiting) {
      phase =
          new Phase.Waiting(
              SessionWatch.earlier(waiting.until(), now + current.reconnectMaxNanos()));
    } else if (phase instanceof Phase.Connected connected
        && current.keepAliveSeconds() != previous.keepAliveSeconds()) {
      applyKeepAlive(connected.session().socket());
    }
  }

  /** What others ask for; a connection or an attempt that works is only given up on demand. */
  private void applyRequests(long now) {
    if (anew) {
      anew = false;
      connectAnew(now);
    }
    if (hurried) {
      hurried = false;
      if (phase instanceof Phase.Waiting) {
        connectAnew(now);
      }
    }
  }

  private void connectAnew(long now) {
    dropConnection();
    backoff.reset();
    reasonLog.forget();
    phase = new Phase.Waiting(now);
    show(HeadEndState.CONNECTING, "");
  }

  /** Keys and certificates that were renewed serve the next connection, which need not wait. */
  private void checkRenewal(long now) {
    TlsRenewal.News news = tls.check(now);
    boolean waits = phase instanceof Phase.Waiting;
    if (waits && news != TlsRenewal.News.NONE) {
      backoff.reset();
      phase = new Phase.Waiting(now);
    } else if (!waits && news == TlsRenewal.News.OTHER) {
      connectAnew(now);
    }
  }

  /** Does what is due. */
  private void checkTime(long now) throws IOException {
    checkRenewal(now);
    if (phase instanceof Phase.Waiting waiting && SessionWatch.isOver(waiting.until(), now)) {
      attemptWhenNetworkIsThere(now);
    } else if (phase instanceof Phase.Connecting connecting
        && SessionWatch.isOver(connecting.deadline(), now)) {
      connecting.failures().add("no answer within " + applied.connectTimeoutMs() + " ms");
      tryNext(connecting.rest(), connecting.failures());
    } else if (phase instanceof Phase.Securing securing
        && SessionWatch.isOver(securing.deadline(), now)) {
      handshakeIsOverdue(securing);
    } else if (phase instanceof Phase.Connected connected) {
      checkSession(connected, now);
    }
  }

  private void checkSession(Phase.Connected connected, long now) {
    Session session = connected.session();
    if (session.failure() != null) {
      if (session.failure() instanceof ProtocolException) {
        counters.increment(HeadEndCounter.PROTOCOL_ERRORS);
      }
      disconnect(FailureReason.of(session.failure()));
      return;
    }
    keepPace(connected, now);
    if (connected.watch().becameGood(now)) {
      backoff.reset();
      reasonLog.forget();
    }
    SessionWatch watch = connected.watch();
    SessionWatch.Need need = watch.need(applied, closing, now);
    if (need == SessionWatch.Need.LOOK) {
      look(connected, now);
      need = watch.need(applied, closing, now);
    }
    int confirmationSeconds = applied.delivery().confirmationTimeoutSeconds();
    switch (need) {
      case NOTHING, LOOK -> {}
      case HEARTBEAT -> connected.incoming().beat();
      case REVIEW -> {
        watch.reviewed(now);
        transmitter.drain();
      }
      case END_OF_SILENCE ->
          dropHalfOpen("nothing received for " + applied.idleTimeoutSeconds() + " s");
      case END_OF_STALL -> dropHalfOpen("no byte taken for " + applied.writeStallSeconds() + " s");
      case END_OF_ACKNOWLEDGEMENTS ->
          dropHalfOpen("no byte acknowledged for " + applied.writeStallSeconds() + " s");
      case END_OF_CONFIRMATIONS ->
          dropHalfOpen("no payload confirmed for " + confirmationSeconds + " s");
      case END_OF_GREETING -> dropHalfOpen("no WELCOME within " + confirmationSeconds + " s");
      case END_OF_PING ->
          dropHalfOpen("nothing received within " + confirmationSeconds + " s of a PING");
    }
  }

  /** Asks the system what the peer's TCP has acknowledged. */
  private void look(Phase.Connected connected, long now) {
    Session session = connected.session();
    StreamProgress stream = session.stream();
    // First, so that what is written meanwhile counts as not acknowledged.
    long written = stream.written();
    long held = session.held();
    long unacknowledged = acknowledgements.unacknowledged(session.socket());
    if (unacknowledged < 0) {
      stream.untold();
      connected.watch().looked(false, false, now);
      return;
    }
    long parted = unacknowledged == 0 ? 0 : session.unit();
    boolean moved = stream.acknowledged(written - held - unacknowledged - parted);
    connected.watch().looked(true, moved, now);
    if (moved) {
      transmitter.drain();
    }
  }

  /** Reads only while the downlink keeps to its rate, and the peer takes what it is answered. */
  private void keepPace(Phase.Connected connected, long now) {
    Session session = connected.session();
    boolean mayRead =
        SessionWatch.isOver(connected.downlink().pausedUntil(), now) && !session.control().isFull();
    if (mayRead && session.attention().isAway()) {
      session.attention().back(now);
      session.socket().keyFor(selector).interestOpsOr(SelectionKey.OP_READ);
    } else if (!mayRead && !session.attention().isAway()) {
      session.attention().leave(now);
      session.socket().keyFor(selector).interestOpsAnd(~SelectionKey.OP_READ);
    }
  }

  private void dropHalfOpen(String reason) {
    counters.increment(HeadEndCounter.HALF_OPEN);
    disconnect(reason);
  }

  /** When to look at the clock again. */
  private long nextDeadline(long now) {
    return tls.nextCheck(nextDeadlineOfPhase(now));
  }

  private long nextDeadlineOfPhase(long now) {
    if (phase instanceof Phase.Waiting waiting) {
      return waiting.until();
    }
    if (phase instanceof Phase.Connecting connecting) {
      return connecting.deadline();
    }
    if (phase instanceof Phase.Securing securing) {
      return securing.deadline();
    }
    Phase.Connected connected = (Phase.Connected) phase;
    if (connected.session().failure() != null) {
      return now;
    }
    long next = connected.watch().nextDeadline(applied, closing, now);
    long resumes = connected.downlink().pausedUntil();
    return SessionWatch.isOver(resumes, now) ? next : SessionWatch.earlier(next, resumes);
  }

  // --- Making a connection

  private void attemptWhenNetworkIsThere(long now) throws IOException {
    String obstacle = applied.waitForNetwork() ? network.obstacle(now) : "";
    if (obstacle.isEmpty()) {
      attempt();
    } else {
      phase = new Phase.Waiting(now + NETWORK_POLL_NANOS);
      show(HeadEndState.WAITING, obstacle);
    }
  }

  private void attempt() throws IOException {
    show(HeadEndState.CONNECTING, shown.reason());
    try {
      tls.prepare();
      InetAddress[] addresses = resolver.resolve(applied.host());
      tryNext(
          Arrays.stream(addresses)
              .map(address -> new InetSocketAddress(address, applied.port()))
              .iterator(),
          new LinkedHashSet<>());
    } catch (UnknownHostException | TlsException e) {
      failed(FailureReason.of(e));
    }
  }

  /** Begins to connect to the next address, or gives up the attempt if there is none. */
  private void tryNext(Iterator<InetSocketAddress> addresses, Set<String> failures)
      throws IOException {
    closeSocket();
    while (addresses.hasNext()) {
      try {
        connect(addresses.next(), addresses, failures);
        return;
      } catch (IOException | UnsupportedAddressTypeException e) {
        failures.add(FailureReason.of(e));
        closeSocket();
      }
    }
    failed(String.join(", ", failures));
  }

  private void connect(
      InetSocketAddress address, Iterator<InetSocketAddress> rest, Set<String> failures)
      throws IOException {
    SocketChannel next = SocketChannel.open();
    socket = next;
    next.configureBlocking(false);
    next.setOption(StandardSocketOptions.TCP_NODELAY, true);
    next.setOption(
        StandardSocketOptions.SO_SNDBUF,
        StreamProgress.sendBufferFor(
            applied.delivery().resendWindowBytes() / WrittenRule.PART_OF_SYSTEM));
    long deadline = nanoTime.getAsLong() + applied.connectTimeoutNanos();
    Phase.Connecting connecting = new Phase.Connecting(next, deadline, rest, failures);
    phase = connecting;
    boolean connected = next.connect(address);
    next.register(selector, connected ? 0 : SelectionKey.OP_CONNECT);
    if (connected) {
      established(connecting);
    }
  }

  private void established(Phase.Connecting connecting) throws IOException {
    SocketChannel connected = connecting.socket();
    applyKeepAlive(connected);
    TransportChannel channel = transport.over(connected);
    if (!tls.isOn()) {
      begin(connected, channel);
      return;
    }
    long deadline = nanoTime.getAsLong() + applied.connectTimeoutNanos();
    Phase.Securing securing =
        new Phase.Securing(tls.over(channel, applied.port()), deadline, false, connecting);
    phase = securing;
    secure(securing);
  }

  /** Goes on with the handshake as far as it goes. */
  private void secure(Phase.Securing securing) throws IOException {
    Phase.Connecting connecting = securing.connecting();
    SelectionKey key = connecting.socket().keyFor(selector);
    try {
      switch (securing.channel().handshake()) {
        case WAITS_FOR_INPUT -> key.interestOps(SelectionKey.OP_READ);
        case WAITS_FOR_OUTPUT -> key.interestOps(SelectionKey.OP_WRITE);
        case WAITS_FOR_VERDICT -> {
          key.interestOps(SelectionKey.OP_READ);
          if (!securing.onlyForVerdict()) {
            long until =
                nanoTime.getAsLong() + Math.min(VERDICT_NANOS, applied.connectTimeoutNanos());
            phase = new Phase.Securing(securing.channel(), until, true, connecting);
          }
        }
        case DONE -> secured(securing);
      }
    } catch (IOException e) {
      connecting.failures().add(FailureReason.of(e));
      tryNext(connecting.rest(), connecting.failures());
    }
  }

  private void secured(Phase.Securing securing) throws IOException {
    tls.connected(securing.channel().session());
    begin(securing.connecting().socket(), securing.channel());
  }

  private void handshakeIsOverdue(Phase.Securing securing) throws IOException {
    if (securing.onlyForVerdict()) {
      secured(securing);
    } else {
      Phase.Connecting connecting = securing.connecting();
      connecting
          .failures()
          .add(TlsFailure.timedOut(applied.connectTimeoutMs(), securing.channel().hasHeard()));
      tryNext(connecting.rest(), connecting.failures());
    }
  }

  /** From now on payloads flow. */
  private void begin(SocketChannel connected, TransportChannel channel) throws IOException {
    SelectionKey key = connected.keyFor(selector);
    key.interestOps(SelectionKey.OP_READ);
    phase = open(connected, channel, key);
    counters.increment(HeadEndCounter.CONNECTS);
    reasonLog.connected(applied.address());
    show(HeadEndState.CONNECTED, "");
    transmitter.use(((Phase.Connected) phase).session());
  }

  private Phase.Connected open(SocketChannel connected, TransportChannel channel, SelectionKey key)
      throws IOException {
    long now = nanoTime.getAsLong();
    Session session =
        new Session(
            connected,
            channel,
            key,
            thread,
            new StreamProgress(connected.getOption(StandardSocketOptions.SO_SNDBUF)),
            now);
    Downlink downlink = new Downlink(session, transmitter, listeners, this::delivery, nanoTime);
    if (!applied.registration().isEmpty()) {
      session.control().add(applied.registration().bytes(), HeadEndCounter.REGISTRATIONS);
    }
    Incoming incoming = agree(session, downlink);
    return new Phase.Connected(session, new SessionWatch(session), incoming, downlink);
  }

  /** Chooses what is spoken on a connection. */
  private Incoming agree(Session session, Downlink downlink) {
    HeadEndSettings.Delivery delivery = applied.delivery();
    if (delivery.mode() == DeliveryMode.WRITTEN) {
      session.rule(
          new WrittenRule(
              session.stream(),
              () -> session.held() + session.unit(),
              () -> settings,
              () -> closing));
      return new PlainIncoming(session, transmitter, downlink);
    }
    if (!delivery.isProtocol()) {
      PatternRule rule = new PatternRule(this::delivery, counters);
      session.rule(rule);
      byte[] pattern = delivery.confirmationPattern().bytes();
      return new PatternIncoming(pattern, rule, session, transmitter, downlink);
    }
    UUID stream = queue.stream();
    ProtocolRule rule =
        new ProtocolRule(queue, stream, this::delivery, transmitter::highestWritten);
    session.rule(rule);
    session.control().add(UpstreamFrames.hello(stream, name), null);
    return new ProtocolIncoming(
        queue,
        rule,
        session,
        transmitter,
        downlink,
        requests,
        delivery.downlinkMaxBytes(),
        counters,
        nanoTime);
  }

  private HeadEndSettings.Delivery delivery() {
    return settings.delivery();
  }

  private void applyKeepAlive(SocketChannel connected) {
    try {
      KeepAlive.apply(connected, applied.keepAliveSeconds());
    } catch (IOException e) {
      if (keepAliveLog.permits()) {
        LOG.warn("{}: TCP keepalive could not be set: {}", name, e.getMessage());
      }
    }
  }

  /** The attempt failed at all addresses. */
  private void failed(String reason) {
    counters.increment(HeadEndCounter.CONNECT_FAILURES);
    waitAfter(reason);
  }

  // --- Moving bytes

  private void ready(SelectionKey key) throws IOException {
    if (!key.isValid()) {
      return;
    }
    if (phase instanceof Phase.Connecting connecting) {
      finishConnect(connecting);
    } else if (phase instanceof Phase.Securing securing) {
      secure(securing);
    } else if (phase instanceof Phase.Connected connected) {
      boolean readable = key.isReadable() || hasInput();
      if (key.isWritable()) {
        write(connected.session());
      }
      if (readable) {
        read(connected);
      }
    }
  }

  private void write(Session session) {
    try {
      if (session.flush(nanoTime.getAsLong())) {
        session.writable();
        transmitter.drain();
      }
    } catch (IOException e) {
      session.fail(e);
    }
  }

  private void finishConnect(Phase.Connecting connecting) throws IOException {
    try {
      connecting.socket().finishConnect();
      established(connecting);
    } catch (IOException e) {
      connecting.failures().add(FailureReason.of(e));
      tryNext(connecting.rest(), connecting.failures());
    }
  }

  private void read(Phase.Connected connected) {
    Session session = connected.session();
    if (hasReadingEnded(connected)) {
      session.socket().keyFor(selector).interestOpsAnd(~SelectionKey.OP_READ);
      return;
    }
    readBuffer.clear().limit(connected.downlink().atOnce(READ_BYTES));
    try {
      int length = session.read(readBuffer);
      if (length < 0) {
        disconnect(FailureReason.CLOSED_BY_PEER);
      } else if (length > 0) {
        counters.add(HeadEndCounter.RECEIVED_BYTES, length);
        connected.incoming().received(readBuffer.array(), length);
        session.received(nanoTime.getAsLong());
      }
      if (length >= 0 && !session.isFlushed()) {
        session.leaveToAgent(); // Reading may give something to answer, such as to new keys.
      }
    } catch (IOException e) {
      disconnect(FailureReason.of(e));
    }
  }

  // --- The end of a connection

  /** Ends the connection, or the attempt to make one, and waits before the next attempt. */
  private void disconnect(String reason) {
    if (phase instanceof Phase.Connected) {
      counters.increment(HeadEndCounter.DISCONNECTS);
    }
    dropConnection();
    waitAfter(reason);
  }

  private void waitAfter(String reason) {
    long delay = backoff.nextNanos(applied.reconnectMinMs(), applied.reconnectMaxMs());
    phase = new Phase.Waiting(nanoTime.getAsLong() + delay);
    reasonLog.failed(applied.address(), reason);
    show(HeadEndState.WAITING, reason);
  }

  private void dropConnection() {
    transmitter.use(null);
    try {
      try {
        if (phase instanceof Phase.Connected connected) {
          requests.ended(connected.session());
          connected.session().close(readBuffer);
        }
      } finally {
        closeSocket();
      }
    } catch (IOException e) {
      LOG.debug("{}: closing a broken connection failed", name, e);
    }
  }

  // The system closes a socket that a selector knows only when the selector looks at it again.
  private void closeSocket() throws IOException {
    SocketChannel current = socket;
    if (current != null) {
      current.close();
      socket = null;
    }
    if (selector.isOpen()) {
      selector.selectNow();
    }
  }

  private void show(HeadEndState state, String reason) {
    Shown before = shown;
    if (before.state() != state || !before.reason().equals(reason)) {
      shown = new Shown(state, reason, Instant.now());
      onChange.run();
    }
  }
}
