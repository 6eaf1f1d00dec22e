/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.io.IOException;
import java.util.List;
import org.meterway.dlms.apdu.ActionResponse.Outcome;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.GetResult;
import org.meterway.dlms.apdu.Item;
import org.meterway.dlms.apdu.Selection;

/** GET, SET and ACTION. */
final class LogicalNameReferencing implements Referencing {
  private final GetService gets;
  private final SetService sets;
  private final ActionService actions;

  LogicalNameReferencing(Session session) {
    gets = new GetService(session);
    sets = new SetService(session);
    actions = new ActionService(session);
  }

  @Override
  public ResultStream read(AttributeReference attribute, Selection selection) throws IOException {
    return gets.get(attribute, selection);
  }

  @Override
  public List<GetResult> read(List<Item> items) throws IOException {
    return gets.get(items);
  }

  @Override
  public DataAccessResult write(AttributeValue item) throws IOException {
    return sets.set(item);
  }

  @Override
  public List<DataAccessResult> write(List<AttributeValue> items) throws IOException {
    return sets.set(items);
  }

  @Override
  public void writeUnconfirmed(AttributeValue item) throws IOException {
    sets.setUnconfirmed(item);
  }

  @Override
  public Outcome call(MethodCall call) throws IOException {
    return actions.call(call);
  }

  @Override
  public List<Outcome> call(List<MethodCall> calls) throws IOException {
    return actions.call(calls);
  }

  @Override
  public void callUnconfirmed(MethodCall call) throws IOException {
    actions.callUnconfirmed(call);
  }
}
