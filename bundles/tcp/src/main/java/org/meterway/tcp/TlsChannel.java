/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * TLS over another channel.
 *
 * <p>{@link #handshake} comes first, on the reading thread, until it is done. From then on one
 * thread reads and another one writes; the lock is for records that the reader has to write, such
 * as the answer to a key update. Nothing waits for the network while it is held.
 *
 * <p>At most one record, 16 KiB, is encrypted ahead of what the socket takes.
 */
final class TlsChannel implements TransportChannel {
  /** How far the handshake is. */
  enum Progress {
    /** It goes on when the socket has bytes. */
    WAITS_FOR_INPUT,
    /** It goes on when the socket takes bytes. */
    WAITS_FOR_OUTPUT,
    /**
     * Our side is through. But the peer, who asked for our certificate, may still refuse it, and
     * what we sent until then would be lost.
     */
    WAITS_FOR_VERDICT,
    /** Bytes may flow. */
    DONE
  }

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final String TLS_1_3 = "TLSv1.3";
  private static final int TURNS_OF_A_READ = 64;

  /** RFC 8446, 5.1: the plain bytes of a record. */
  private static final int LARGEST_RECORD = 1 << 14;

  /** So many answers may wait at most for a peer that reads none. */
  private static final int MOST_OWED = 100;

  private final TransportChannel below;
  private final SSLEngine engine;
  private final ClientCertificate client;

  // The reader's. Both are ready to be read from between calls.
  private ByteBuffer encryptedIn;
  private ByteBuffer plainIn;
  private boolean wantsBytes = true;
  private boolean inputEnded;
  private boolean begun;
  private boolean done;
  private boolean heard;
  private boolean sawRecord;
  private HandshakeStatus afterUnwrap = HandshakeStatus.NOT_HANDSHAKING;
  private int owed;

  private final ReentrantLock writing = new ReentrantLock();

  /** Encrypted and not yet taken by the socket; guarded by the lock. */
  private ByteBuffer encryptedOut;

  private volatile boolean flushed = true;

  /** The bytes that are in the record which the socket has not taken as a whole. */
  private volatile int held;

  /**
   * A connection before its handshake.
   *
   * @param engine of a client, not used before
   * @param client what the engine asks for our certificate
   */
  TlsChannel(TransportChannel below, SSLEngine engine, ClientCertificate client) {
    this.below = below;
    this.engine = engine;
    this.client = client;
    SSLSession session = engine.getSession();
    encryptedIn = ByteBuffer.allocate(session.getPacketBufferSize()).flip();
    plainIn = ByteBuffer.allocate(session.getApplicationBufferSize()).flip();
    encryptedOut = ByteBuffer.allocate(session.getPacketBufferSize()).flip();
  }

  /** What was agreed on; meaningful once the handshake is done. */
  SSLSession session() {
    return engine.getSession();
  }

  /** Whether the peer has sent anything yet. */
  boolean hasHeard() {
    return heard;
  }

  // --- Handshake

  /**
   * Does what can be done of the handshake right now.
   *
   * @throws IOException if it failed; a {@link TlsException} where TLS is the reason
   */
  Progress handshake() throws IOException {
    try {
      try {
        if (!begun) {
          begun = true;
          engine.beginHandshake();
        }
        return done ? verdict() : advance();
      } catch (SSLException | TlsException e) {
        throw e;
      } catch (IOException e) {
        hearLastAlert();
        throw TlsFailure.inHandshake(e, client);
      }
    } catch (SSLException e) {
      sendAlert();
      throw TlsFailure.inWords(e, client);
    }
  }

  /**
   * A peer that refuses a certificate closes while we are still writing. Why it did so has come,
   * but the engine reads it only once it has nothing more to write.
   *
   * @throws SSLException tells the reason, if there is one
   */
  private void hearLastAlert() throws SSLException {
    try {
      for (int records = 0;
          records < TURNS_OF_A_READ && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
          records++) {
        encryptedOut.position(encryptedOut.limit());
        wrapControl();
      }
      for (int turn = 0; turn < TURNS_OF_A_READ && (unwrap() || receive()); turn++) {
        runTasks();
      }
    } catch (SSLException e) {
      throw e;
    } catch (IOException e) {
      inputEnded = true; // It had nothing to say.
    }
  }

  private Progress advance() throws IOException {
    while (true) {
      if (!flushedNow()) {
        return Progress.WAITS_FOR_OUTPUT;
      }
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> wrapControl();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          boolean moved = unwrap() || receive();
          if (inputEnded) {
            throw TlsFailure.closedInHandshake(client);
          }
          if (!moved) {
            return Progress.WAITS_FOR_INPUT;
          }
        }
        default -> {
          done = true;
          sawRecord = false;
          return verdict();
        }
      }
    }
  }

  /**
   * In TLS 1.3 a client is through before the server has seen its certificate. Whatever comes next
   * tells that it was accepted; mostly a session ticket.
   */
  private Progress verdict() throws IOException {
    boolean open = isTls13() && client.wasAsked();
    while (open && !sawRecord) {
      boolean moved = unwrap() || receive();
      if (inputEnded) {
        throw TlsFailure.closedInHandshake(client);
      }
      if (!moved) {
        return Progress.WAITS_FOR_VERDICT;
      }
      reply();
    }
    return Progress.DONE;
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  /** After a failure the engine has one more record: it tells the peer why. */
  private void sendAlert() {
    try {
      closeOutput();
    } catch (IOException e) {
      // The failure itself is told; that the peer could not be told why is no news.
    }
  }

  // --- Reading

  @Override
  public int read(ByteBuffer into) throws IOException {
    int before = into.position();
    try {
      // A peer may send records without bytes for ever: others want the thread as well.
      for (int turn = 0; into.hasRemaining() && turn < TURNS_OF_A_READ; turn++) {
        if (plainIn.hasRemaining()) {
          move(plainIn, into);
        } else if (inputEnded && wantsBytes) {
          break;
        } else if (unwrap()) {
          reply();
        } else if (!receive()) {
          break;
        }
      }
    } catch (SSLException e) {
      sendAlert();
      throw TlsFailure.inWords(e, client);
    }
    int length = into.position() - before;
    return length == 0 && inputEnded && !hasInput() ? -1 : length;
  }

  @Override
  public boolean hasInput() {
    return plainIn.hasRemaining() || encryptedIn.hasRemaining() && !wantsBytes;
  }

  /** Decrypts one record; returns whether there was a whole one. */
  private boolean unwrap() throws SSLException {
    if (wantsBytes) {
      return false;
    }
    while (true) {
      plainIn.compact();
      SSLEngineResult result;
      try {
        result = engine.unwrap(encryptedIn, plainIn);
      } finally {
        plainIn.flip();
      }
      switch (result.getStatus()) {
        case OK -> {
          sawRecord |= result.bytesConsumed() > 0;
          afterUnwrap = result.getHandshakeStatus();
          return true;
        }
        case CLOSED -> {
          inputEnded = true;
          wantsBytes = true;
          encryptedIn.position(encryptedIn.limit());
          return true;
        }
        case BUFFER_OVERFLOW -> plainIn = enlarged(plainIn, session().getApplicationBufferSize());
        case BUFFER_UNDERFLOW -> {
          wantsBytes = true;
          if (encryptedIn.remaining() == encryptedIn.capacity()) {
            encryptedIn = enlarged(encryptedIn, session().getPacketBufferSize());
          }
          return false;
        }
      }
    }
  }

  /** Reads from below; returns whether bytes came. A missing close_notify is an end as any. */
  private boolean receive() throws IOException {
    if (inputEnded) {
      return false;
    }
    encryptedIn.compact();
    int length;
    try {
      length = below.read(encryptedIn);
    } finally {
      encryptedIn.flip();
    }
    inputEnded = length < 0;
    if (length > 0) {
      heard = true;
      wantsBytes = false;
    }
    return length > 0;
  }

  /** After a record was read: writes what the engine has to answer. */
  private void reply() throws IOException {
    if (inputEnded || afterUnwrap == HandshakeStatus.NOT_HANDSHAKING) {
      return;
    }
    if (!isTls13()) {
      throw new TlsException("the head end wants to renegotiate, which is refused");
    }
    runTasks();
    if (pushedOut()) {
      owed = 0;
    } else if (!plainIn.hasRemaining() && ++owed > MOST_OWED) {
      throw new TlsException("the head end asks for new keys without end, and reads none");
    }
  }

  private boolean isTls13() {
    return TLS_1_3.equals(engine.getSession().getProtocol());
  }

  // --- Writing

  @Override
  public int write(ByteBuffer from) throws IOException {
    writing.lock();
    try {
      int before = from.position();
      while (from.hasRemaining() && flushLocked()) {
        if (wrapLocked(from) == 0) {
          break;
        }
      }
      flushLocked();
      if (from.hasRemaining() && engine.isOutboundDone()) {
        throw new TlsException(FailureReason.CLOSED_BY_PEER);
      }
      return from.position() - before;
    } catch (SSLException e) {
      throw TlsFailure.inWords(e, client);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public boolean flush() throws IOException {
    writing.lock();
    try {
      int before = encryptedOut.remaining();
      flushLocked();
      boolean moved = encryptedOut.remaining() < before;
      pushOutLocked();
      return moved;
    } catch (SSLException e) {
      throw TlsFailure.inWords(e, client);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public boolean isFlushed() {
    return flushed;
  }

  @Override
  public long heldBytes() {
    return held;
  }

  @Override
  public int unit() {
    return LARGEST_RECORD;
  }

  private boolean flushedNow() throws IOException {
    writing.lock();
    try {
      return flushLocked();
    } finally {
      writing.unlock();
    }
  }

  private boolean pushedOut() throws IOException {
    writing.lock();
    try {
      return pushOutLocked();
    } finally {
      writing.unlock();
    }
  }

  private void wrapControl() throws SSLException {
    writing.lock();
    try {
      wrapLocked(NOTHING);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Writes what is held back and what the engine has to answer; returns whether nothing is left.
   */
  private boolean pushOutLocked() throws IOException {
    while (flushLocked() && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      if (wrapLocked(NOTHING) == 0) {
        break;
      }
    }
    return flushed;
  }

  /** Writes what is held back; returns whether nothing is left. */
  private boolean flushLocked() throws IOException {
    while (encryptedOut.hasRemaining()) {
      if (below.write(encryptedOut) == 0) {
        break;
      }
    }
    if (!encryptedOut.hasRemaining()) {
      held = 0;
      flushed = true;
    }
    return flushed;
  }

  /** Encrypts one record; returns its length. */
  private int wrapLocked(ByteBuffer from) throws SSLException {
    while (true) {
      encryptedOut.compact();
      SSLEngineResult result;
      try {
        result = engine.wrap(from, encryptedOut);
      } finally {
        encryptedOut.flip();
      }
      held += result.bytesConsumed();
      flushed = !encryptedOut.hasRemaining();
      if (result.getStatus() != Status.BUFFER_OVERFLOW) {
        return result.bytesProduced();
      }
      encryptedOut =
          enlarged(encryptedOut, encryptedOut.remaining() + session().getPacketBufferSize());
    }
  }

  // --- The end

  @Override
  public void shutdownOutput() throws IOException {
    try {
      closeOutput();
    } finally {
      below.shutdownOutput();
    }
  }

  /** Writes the last records, an alert or close_notify, as far as the socket takes them. */
  private void closeOutput() throws IOException {
    writing.lock();
    try {
      engine.closeOutbound();
      boolean more = true;
      while (more && flushLocked() && !engine.isOutboundDone()) {
        more = wrapLocked(NOTHING) > 0;
      }
      flushLocked();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public boolean isOpen() {
    return below.isOpen();
  }

  @Override
  public void close() throws IOException {
    below.close();
  }

  // --- Buffers

  private static void move(ByteBuffer from, ByteBuffer into) {
    int length = Math.min(from.remaining(), into.remaining());
    into.put(from.slice().limit(length));
    from.position(from.position() + length);
  }

  private static ByteBuffer enlarged(ByteBuffer buffer, int capacity) {
    int enough = Math.max(capacity, buffer.capacity() + 1024);
    return ByteBuffer.allocate(enough).put(buffer).flip();
  }
}
