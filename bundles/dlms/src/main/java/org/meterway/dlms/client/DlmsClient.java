/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.meterway.dlms.apdu.ActionResponse.Outcome;
import org.meterway.dlms.apdu.ActionResult;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.Conformance;
import org.meterway.dlms.apdu.Conformance.Bit;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.GetResult;
import org.meterway.dlms.apdu.Item;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.apdu.VariableAccess;
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
  private static final GetResult NO_OBJECT = GetResult.of(DataAccessResult.OBJECT_UNDEFINED);

  private final ApduTransport transport;
  private final DlmsClientOptions options;
  private final Session session;
  private final Association association;
  private final GetService gets;
  private final SetService sets;
  private final ActionService actions;
  private final AccessService accesses;
  private final ShortNameService variables;
  private ShortNames shortNames;
  private boolean reading;
  private boolean released;

  private DlmsClient(ApduTransport transport, DlmsClientOptions options) {
    this.transport = transport;
    this.options = options;
    this.session = new Session(options, new Exchange(transport, options));
    this.association = new Association(options, session);
    this.gets = new GetService(session);
    this.sets = new SetService(session);
    this.actions = new ActionService(session);
    this.accesses = new AccessService(session);
    this.variables = new ShortNameService(session);
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
    return options.logicalNames()
        ? gets.get(attribute, selection)
        : variables.read(variable(attribute, selection), attribute);
  }

  /**
   * Reads attributes in as few requests as the meter takes.
   *
   * @return a value or the reason for none, for each of them in their order
   */
  public List<GetResult> get(List<Item> items) throws IOException {
    ready();
    if (options.logicalNames()) {
      return gets.get(items);
    }
    List<VariableAccess> list = new ArrayList<>(items.size());
    for (Item item : items) {
      if (shortNames().of(item.attribute()).isPresent()) {
        list.add(variable(item.attribute(), item.selection()));
      }
    }
    return spread(items, Item::attribute, variables.read(list), NO_OBJECT);
  }

  /** Puts in for each item of the list what the meter said, or that it does not list the object. */
  private <I, R> List<R> spread(
      List<I> items, Function<I, AttributeReference> attribute, List<R> answers, R unknown)
      throws IOException {
    List<R> results = new ArrayList<>(items.size());
    int next = 0;
    for (I item : items) {
      boolean known = shortNames().of(attribute.apply(item)).isPresent();
      results.add(known ? answers.get(next++) : unknown);
    }
    return results;
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
    AttributeValue item = new AttributeValue(attribute, selection, value);
    DataAccessResult result =
        options.logicalNames() ? sets.set(item) : written(List.of(item)).get(0);
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
    if (options.logicalNames()) {
      return sets.set(items);
    }
    List<AttributeValue> known = new ArrayList<>(items.size());
    for (AttributeValue item : items) {
      if (shortNames().of(item.attribute()).isPresent()) {
        known.add(item);
      }
    }
    List<DataAccessResult> results = new ArrayList<>(items.size());
    if (session.has(Bit.MULTIPLE_REFERENCES) && !known.isEmpty()) {
      results.addAll(written(known));
    } else {
      for (AttributeValue item : known) {
        results.addAll(written(List.of(item)));
      }
    }
    return spread(items, AttributeValue::attribute, results, DataAccessResult.OBJECT_UNDEFINED);
  }

  private List<DataAccessResult> written(List<AttributeValue> items) throws IOException {
    List<VariableAccess> list = new ArrayList<>(items.size());
    for (AttributeValue item : items) {
      list.add(variable(item.attribute(), item.selection()));
    }
    return variables.write(list, items.stream().map(AttributeValue::value).toList());
  }

  /** Writes an attribute, wants no answer, and does not learn whether the meter took it. */
  public void setUnconfirmed(AttributeReference attribute, Data value) throws IOException {
    ready();
    AttributeValue item = new AttributeValue(attribute, value);
    if (options.logicalNames()) {
      sets.setUnconfirmed(item);
    } else {
      variables.writeUnconfirmed(List.of(variable(attribute, null)), List.of(value));
    }
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
    Outcome outcome = outcome(new MethodCall(method, parameters));
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

  private Outcome outcome(MethodCall call) throws IOException {
    return options.logicalNames() ? actions.call(call) : invoked(call);
  }

  /**
   * Calls methods in as few requests as the meter takes.
   *
   * @return how each of them ended, in their order
   */
  public List<Outcome> call(List<MethodCall> calls) throws IOException {
    ready();
    if (options.logicalNames()) {
      return actions.call(calls);
    }
    List<Outcome> outcomes = new ArrayList<>(calls.size());
    for (MethodCall call : calls) {
      outcomes.add(invoked(call));
    }
    return outcomes;
  }

  /** Calls a method, wants no answer, and does not learn whether the meter did it. */
  public void callUnconfirmed(MethodReference method, Data parameters) throws IOException {
    ready();
    if (options.logicalNames()) {
      actions.callUnconfirmed(new MethodCall(method, parameters));
    } else {
      Data value = parameters == null ? Data.int8(0) : parameters;
      variables.writeUnconfirmed(
          List.of(new VariableAccess.Name(shortName(method))), List.of(value));
    }
  }

  /** With short names, methods that return something are read with parameters, others written. */
  private Outcome invoked(MethodCall call) throws IOException {
    int name = shortName(call.method());
    Data parameters = call.parameters() == null ? Data.int8(0) : call.parameters();
    if (ShortNames.returns(call.method())) {
      try {
        VariableAccess access = new VariableAccess.Parameterized(name, 0, parameters);
        Data returned = variables.invoke(access, call.method());
        return new Outcome(ActionResult.SUCCESS, GetResult.of(returned));
      } catch (DataAccessException e) {
        return new Outcome(ActionResult.of(e.result().code()), null);
      }
    }
    DataAccessResult result =
        variables.write(List.of(new VariableAccess.Name(name)), List.of(parameters)).get(0);
    return new Outcome(ActionResult.of(result.code()), null);
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
    if (options.logicalNames()) {
      throw new IllegalStateException("the association is one of logical names");
    }
    if (shortNames == null) {
      ready();
      int name = ShortNames.ASSOCIATION + ShortNames.attributeOffset(2);
      ResultStream list =
          variables.read(new VariableAccess.Name(name), "the object list of Association SN");
      shortNames = ShortNames.of(Answers.value(list, session.reader()));
    }
    return shortNames;
  }

  /** Spares reading the object list: it is known from before. */
  public void shortNames(ShortNames known) {
    shortNames = known;
  }

  private VariableAccess variable(AttributeReference attribute, Selection selection)
      throws IOException {
    OptionalInt found = shortNames().of(attribute);
    if (found.isEmpty()) {
      throw new DataAccessException(attribute, DataAccessResult.OBJECT_UNDEFINED);
    }
    if (selection == null) {
      return new VariableAccess.Name(found.getAsInt());
    }
    session.need(Bit.PARAMETERIZED_ACCESS);
    return new VariableAccess.Parameterized(
        found.getAsInt(), selection.selector(), selection.parameters());
  }

  private int shortName(MethodReference method) throws IOException {
    OptionalInt found = shortNames().of(method);
    if (found.isEmpty()) {
      throw new MethodException(method, ActionResult.OBJECT_UNDEFINED);
    }
    return found.getAsInt();
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

  /** Ends the association, if it is there, and the transport. */
  @Override
  public void close() throws IOException {
    try (transport) {
      if (isOpen()) {
        release();
      }
    } catch (DlmsException e) {
      released = true;
    } finally {
      association.close();
    }
  }
}
