/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.meterway.dlms.apdu.ActionResponse.Outcome;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.Conformance;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.GetResult;
import org.meterway.dlms.apdu.Item;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTypeException;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.InvocationCounters;
import org.meterway.dlms.transport.ApduTransport;

/**
 * One association with one meter. For one thread at a time; {@link #close} ends the association and
 * the transport.
 *
 * <p>With short name referencing, attributes and methods are named in the same way: the client
 * reads the object list of Association SN when it first needs it, unless it is given one.
 *
 * <p>Every method that talks to the meter throws {@link DlmsException}, one of its subclasses by
 * what happened, where the meter answers something else than what was asked for or does not answer;
 * and {@link IOException} where the line fails. After a {@link ResponseTimeoutException} over TCP,
 * and after any failure of the line, the association is gone: {@link #isOpen} tells.
 *
 * <pre>{@code
 * try (DlmsClient client = DlmsClient.open(transport, options)) {
 *   Data value = client.get(AttributeReference.of("3:1.0.1.8.0.255:2"));
 * }
 * }</pre>
 */
public final class DlmsClient implements AutoCloseable {
  private final ApduTransport transport;
  private final DlmsClientOptions options;
  private final Session session;
  private final Association association;
  private final AccessService accesses;
  private final ShortNameReferencing byShortName;
  private final Referencing referencing;
  private boolean reading;
  private boolean released;

  private DlmsClient(ApduTransport transport, DlmsClientOptions options) {
    this.transport = transport;
    this.options = options;
    this.session = new Session(options, new Exchange(transport, options));
    this.association = new Association(options, session);
    this.accesses = new AccessService(session);
    this.byShortName = options.logicalNames() ? null : new ShortNameReferencing(session);
    this.referencing = byShortName == null ? new LogicalNameReferencing(session) : byShortName;
  }

  /**
   * Opens the transport if it is not open, and associates.
   *
   * @param transport is closed with the client, and if there is no association in the end
   * @throws AssociationRejectedException if the meter refuses
   * @throws SecurityErrorException if the meter does not prove who it is, or a key is missing
   * @throws IOException if the line fails
   */
  public static DlmsClient open(ApduTransport transport, DlmsClientOptions options)
      throws IOException {
    DlmsClient client = new DlmsClient(transport, options);
    try {
      if (!transport.isOpen()) {
        transport.open();
      }
      client.association.establish();
      return client;
    } catch (IOException | RuntimeException e) {
      client.abandon(e);
      throw e;
    }
  }

  private void abandon(Throwable cause) {
    association.close();
    try {
      transport.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * Reads the invocation counter that a meter expects, as the public client, and makes the counters
   * go on from there: for a client that has lost its own, or begins with keys that others used.
   *
   * @param transport to the meter as the public client; is closed
   * @param counter the attribute that holds it, for instance {@code 1:0.0.43.1.0.255:2}
   * @param counters whose next value becomes at least one more than what the meter says
   * @return what the meter says
   */
  public static long readInvocationCounter(
      ApduTransport transport, AttributeReference counter, InvocationCounters counters)
      throws IOException {
    try (DlmsClient client = open(transport, DlmsClientOptions.publicClient())) {
      long value = client.get(counter).asLong();
      counters.atLeast(value + 1);
      return value;
    } catch (DataTypeException e) {
      throw new ProtocolErrorException(counter + " is no invocation counter: " + e.getMessage(), e);
    } catch (CipheringException e) {
      throw new SecurityErrorException(e.getMessage(), e);
    }
  }

  /** What the meter agreed to. */
  public Conformance conformance() {
    return session.conformance();
  }

  /** The options that it was opened with. */
  public DlmsClientOptions options() {
    return options;
  }

  /** The meter's system title; null if it has not said it. */
  public byte[] serverSystemTitle() {
    return association.serverTitle();
  }

  /** The longest APDU that goes out in one piece, before it is protected, in bytes. */
  public int longestRequest() {
    return session.exchange().longestPlain();
  }

  /** How many answers were dropped: to requests that were given up, or replayed. */
  public long droppedAnswers() {
    return session.exchange().droppedAnswers();
  }

  /** Whether requests can be made. */
  public boolean isOpen() {
    return !released && transport.isOpen();
  }

  /**
   * Reads an attribute.
   *
   * @throws DataAccessException if the meter does not give it
   */
  public Data get(AttributeReference attribute) throws IOException {
    return get(attribute, null);
  }

  /**
   * Reads a part of an attribute.
   *
   * @param selection which part; null for all
   * @throws DataAccessException if the meter does not give it
   */
  public Data get(AttributeReference attribute, Selection selection) throws IOException {
    return Answers.value(stream(attribute, selection), session.reader());
  }

  private ResultStream stream(AttributeReference attribute, Selection selection)
      throws IOException {
    ready();
    return referencing.read(attribute, selection);
  }

  /**
   * Reads attributes in as few requests as the meter takes.
   *
   * @return a value or the reason for none, for each of them in their order
   */
  public List<GetResult> get(List<Item> items) throws IOException {
    ready();
    return referencing.read(items);
  }

  /**
   * Reads an attribute that is an array, row by row as it arrives.
   *
   * @param selection which rows; null for all
   * @return is to be closed, before anything else is asked for
   */
  public RowCursor rows(AttributeReference attribute, Selection selection) throws IOException {
    ResultStream stream = stream(attribute, selection);
    reading = true;
    return new RowCursor(stream, () -> reading = false);
  }

  /**
   * Writes an attribute.
   *
   * @throws DataAccessException if the meter does not take it
   * @throws ResponseTimeoutException if no answer comes; it may be written all the same
   */
  public void set(AttributeReference attribute, Data value) throws IOException {
    set(attribute, null, value);
  }

  /**
   * Writes a part of an attribute.
   *
   * @param selection which part; null for all
   * @throws DataAccessException if the meter does not take it
   * @throws ResponseTimeoutException if no answer comes; it may be written all the same
   */
  public void set(AttributeReference attribute, Selection selection, Data value)
      throws IOException {
    ready();
    DataAccessResult result = referencing.write(new AttributeValue(attribute, selection, value));
    if (!result.isSuccess()) {
      throw new DataAccessException(attribute, result);
    }
  }

  /**
   * Writes attributes in as few requests as the meter takes.
   *
   * @return how each of them ended, in their order
   */
  public List<DataAccessResult> set(List<AttributeValue> items) throws IOException {
    ready();
    return referencing.write(items);
  }

  /** Writes an attribute, wants no answer, and does not learn whether the meter took it. */
  public void setUnconfirmed(AttributeReference attribute, Data value) throws IOException {
    ready();
    referencing.writeUnconfirmed(new AttributeValue(attribute, value));
  }

  /**
   * Calls a method.
   *
   * @param parameters null for none
   * @return what it returns; null-data if it returns nothing
   * @throws MethodException if the meter does not execute it
   * @throws ResponseTimeoutException if no answer comes; it may be executed all the same
   */
  public Data call(MethodReference method, Data parameters) throws IOException {
    ready();
    Outcome outcome = referencing.call(new MethodCall(method, parameters));
    if (!outcome.result().isSuccess()) {
      throw new MethodException(method, outcome.result());
    }
    GetResult returned = outcome.returned();
    if (returned != null && !returned.isValue()) {
      if (returned.reason().isSuccess()) {
        return Data.nullData();
      }
      throw new MethodException(method, returned.reason());
    }
    return returned == null ? Data.nullData() : returned.data();
  }

  /**
   * Calls methods in as few requests as the meter takes.
   *
   * @return how each of them ended, in their order
   */
  public List<Outcome> call(List<MethodCall> calls) throws IOException {
    ready();
    return referencing.call(calls);
  }

  /** Calls a method, wants no answer, and does not learn whether the meter did it. */
  public void callUnconfirmed(MethodReference method, Data parameters) throws IOException {
    ready();
    referencing.callUnconfirmed(new MethodCall(method, parameters));
  }

  /**
   * Reads, writes and calls in one request, if the meter agreed to the ACCESS service.
   *
   * @return what came of each, in their order
   */
  public List<Access.Outcome> access(List<Access> list) throws IOException {
    ready();
    return accesses.access(list);
  }

  /**
   * Waits for what the meter sends on its own, and hands it to the listener of the options.
   *
   * @return whether something came in that time. Over TCP, an open association is given up if not
   */
  public boolean listen(Duration timeout) throws IOException {
    ready();
    return session.exchange().listen(timeout);
  }

  /**
   * Where the meter's objects lie in short name referencing; is read from the meter once.
   *
   * @throws IllegalStateException with logical names
   */
  public ShortNames shortNames() throws IOException {
    ready();
    return shortNaming().names();
  }

  /**
   * Spares reading the object list: it is known from before.
   *
   * @param known null to read it again
   * @throws IllegalStateException with logical names
   */
  public void shortNames(ShortNames known) {
    shortNaming().names(known);
  }

  private ShortNameReferencing shortNaming() {
    if (byShortName == null) {
      throw new IllegalStateException("the association is one of logical names");
    }
    return byShortName;
  }

  private void ready() {
    if (reading) {
      throw new IllegalStateException("rows are being read: close their cursor first");
    }
    if (released) {
      throw new IllegalStateException("the association is released");
    }
  }

  /**
   * Ends the association and leaves the transport open, for another one.
   *
   * @throws DlmsException if the meter does not confirm that; the association is over all the same
   */
  public void release() throws IOException {
    reading = false;
    ready();
    released = true;
    try {
      association.release();
    } finally {
      association.close();
    }
  }

  /**
   * Ends the association, if it is there, and the transport. A meter that does not confirm the
   * release is left all the same: call {@link #release} to learn of it.
   */
  @Override
  public void close() throws IOException {
    try (transport) {
      leave();
    } finally {
      association.close();
    }
  }

  private void leave() {
    if (!isOpen()) {
      return;
    }
    try {
      release();
    } catch (IOException e) {
      // The transport is closed next, and with it the meter's side of the association.
      released = true;
    }
  }
}
