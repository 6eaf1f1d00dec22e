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

/** How attributes and methods are named on the wire, and the services that go with it. */
interface Referencing {
  ResultStream read(AttributeReference attribute, Selection selection) throws IOException;

  List<GetResult> read(List<Item> items) throws IOException;

  DataAccessResult write(AttributeValue item) throws IOException;

  List<DataAccessResult> write(List<AttributeValue> items) throws IOException;

  void writeUnconfirmed(AttributeValue item) throws IOException;

  Outcome call(MethodCall call) throws IOException;

  List<Outcome> call(List<MethodCall> calls) throws IOException;

  void callUnconfirmed(MethodCall call) throws IOException;
}
