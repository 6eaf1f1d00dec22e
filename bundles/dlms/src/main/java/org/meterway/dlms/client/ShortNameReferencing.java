/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.meterway.dlms.apdu.ActionResponse.Outcome;
import org.meterway.dlms.apdu.ActionResult;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.Conformance.Bit;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.GetResult;
import org.meterway.dlms.apdu.Item;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.apdu.VariableAccess;
import org.meterway.dlms.data.Data;

/** Read, Write and UnconfirmedWrite of the short names that the meter's object list gives. */
final class ShortNameReferencing implements Referencing {
  private static final GetResult NO_OBJECT = GetResult.of(DataAccessResult.OBJECT_UNDEFINED);
  private static final int OBJECT_LIST = 2;

  private final Session session;
  private final ShortNameService variables;
  private ShortNames names;

  ShortNameReferencing(Session session) {
    this.session = session;
    this.variables = new ShortNameService(session);
  }

  void names(ShortNames known) {
    names = known;
  }

  /** Where the objects lie; is read from the meter once. */
  ShortNames names() throws IOException {
    if (names == null) {
      int name = ShortNames.ASSOCIATION + ShortNames.attributeOffset(OBJECT_LIST);
      ResultStream list =
          variables.read(new VariableAccess.Name(name), "the object list of Association SN");
      names = ShortNames.of(Answers.value(list, session.reader()));
    }
    return names;
  }

  private boolean knows(AttributeReference attribute) throws IOException {
    return names().of(attribute).isPresent();
  }

  private VariableAccess variable(AttributeReference attribute, Selection selection)
      throws IOException {
    OptionalInt found = names().of(attribute);
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

  private int name(MethodReference method) throws IOException {
    OptionalInt found = names().of(method);
    if (found.isEmpty()) {
      throw new MethodException(method, ActionResult.OBJECT_UNDEFINED);
    }
    return found.getAsInt();
  }

  @Override
  public ResultStream read(AttributeReference attribute, Selection selection) throws IOException {
    return variables.read(variable(attribute, selection), attribute);
  }

  @Override
  public List<GetResult> read(List<Item> items) throws IOException {
    List<VariableAccess> list = new ArrayList<>(items.size());
    for (Item item : items) {
      if (knows(item.attribute())) {
        list.add(variable(item.attribute(), item.selection()));
      }
    }
    return spread(items, Item::attribute, variables.read(list), NO_OBJECT);
  }

  @Override
  public DataAccessResult write(AttributeValue item) throws IOException {
    return written(List.of(item)).get(0);
  }

  @Override
  public List<DataAccessResult> write(List<AttributeValue> items) throws IOException {
    List<AttributeValue> known = new ArrayList<>(items.size());
    for (AttributeValue item : items) {
      if (knows(item.attribute())) {
        known.add(item);
      }
    }
    List<DataAccessResult> results = new ArrayList<>(items.size());
    if (session.has(Bit.MULTIPLE_REFERENCES) && !known.isEmpty()) {
      results.addAll(written(known));
    } else {
      for (AttributeValue item : known) {
        results.add(write(item));
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

  /** Puts in for each item of the list what the meter said, or that it does not list the object. */
  private <I, R> List<R> spread(
      List<I> items, Function<I, AttributeReference> attribute, List<R> answers, R unknown)
      throws IOException {
    List<R> results = new ArrayList<>(items.size());
    int next = 0;
    for (I item : items) {
      results.add(knows(attribute.apply(item)) ? answers.get(next++) : unknown);
    }
    return results;
  }

  @Override
  public void writeUnconfirmed(AttributeValue item) throws IOException {
    variables.writeUnconfirmed(
        List.of(variable(item.attribute(), item.selection())), List.of(item.value()));
  }

  /** Methods that return something are read with parameters, others written. */
  @Override
  public Outcome call(MethodCall call) throws IOException {
    int name = name(call.method());
    Data parameters = parameters(call);
    if (!ShortNames.returns(call.method())) {
      DataAccessResult result =
          variables.write(List.of(new VariableAccess.Name(name)), List.of(parameters)).get(0);
      return new Outcome(ActionResult.of(result.code()), null);
    }
    try {
      VariableAccess access = new VariableAccess.Parameterized(name, 0, parameters);
      return new Outcome(
          ActionResult.SUCCESS, GetResult.of(variables.invoke(access, call.method())));
    } catch (DataAccessException e) {
      return new Outcome(ActionResult.of(e.result().code()), null);
    }
  }

  private static Data parameters(MethodCall call) {
    return call.parameters() == null ? Data.int8(0) : call.parameters();
  }

  @Override
  public List<Outcome> call(List<MethodCall> calls) throws IOException {
    List<Outcome> outcomes = new ArrayList<>(calls.size());
    for (MethodCall call : calls) {
      outcomes.add(call(call));
    }
    return outcomes;
  }

  @Override
  public void callUnconfirmed(MethodCall call) throws IOException {
    variables.writeUnconfirmed(
        List.of(new VariableAccess.Name(name(call.method()))), List.of(parameters(call)));
  }
}
