/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.Conformance;
import org.meterway.dlms.apdu.Conformance.Bit;
import org.meterway.dlms.apdu.InvokeId;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.DataReader;
import org.meterway.dlms.data.DataWriter;

/** What the services of one association share: buffers, invoke ids, what was agreed on. */
final class Session {
  private static final int INVOKE_IDS = 16;
  private static final int LONG_INVOKE_IDS = 1 << 24;

  private final DlmsClientOptions options;
  private final Exchange exchange;
  private final DataWriter request = new DataWriter(256);
  private final DataWriter value = new DataWriter(256);
  private final ResultStream stream;
  private final DataReader reader = new DataReader();
  private Conformance conformance = Conformance.NONE;
  private int invoke;
  private int longInvoke;

  Session(DlmsClientOptions options, Exchange exchange) {
    this.options = options;
    this.exchange = exchange;
    this.stream = new ResultStream(options.maxAnswerSize());
  }

  DlmsClientOptions options() {
    return options;
  }

  Exchange exchange() {
    return exchange;
  }

  /** An empty buffer for a request. Each exchange of APDUs needs it anew. */
  DataWriter request() {
    return request.reset();
  }

  /** An empty buffer for values that may go out in blocks. */
  DataWriter value() {
    return value.reset();
  }

  /** What the current answer arrives in. */
  ResultStream stream() {
    return stream;
  }

  /** For reading a part of the current answer. */
  DataReader reader() {
    return reader;
  }

  void agreed(Conformance with) {
    conformance = with;
  }

  Conformance conformance() {
    return conformance;
  }

  /** The octet of invoke id and priority of the next request. */
  int nextInvoke() {
    invoke = (invoke + 1) % INVOKE_IDS;
    return InvokeId.of(invoke, true, options.highPriority());
  }

  /** The same of an ACCESS request: 24 bits, and the flags above. */
  long nextLongInvoke() {
    longInvoke = (longInvoke + 1) % LONG_INVOKE_IDS;
    long priority = options.highPriority() ? InvokeId.LONG_HIGH_PRIORITY : 0;
    return longInvoke | InvokeId.LONG_CONFIRMED | priority;
  }

  boolean has(Bit bit) {
    return conformance.has(bit);
  }

  void need(Bit bit) throws NotNegotiatedException {
    if (!conformance.has(bit)) {
      throw new NotNegotiatedException(
          "the meter did not agree to " + bit.words() + ", only to " + conformance);
    }
  }

  /** Whether a request of that length has to go out in blocks of its service. */
  boolean needsBlocks(int size, Bit blocks) throws NotNegotiatedException {
    if (size <= exchange.longestPlain()) {
      return false;
    }
    boolean general = exchange.hasGeneralBlocks();
    if (general && (options.prefersGeneralBlockTransfer() || !has(blocks))) {
      return false;
    }
    if (!has(blocks)) {
      throw new NotNegotiatedException(
          "the request has "
              + size
              + " bytes, the meter takes "
              + exchange.longestPlain()
              + ", and agreed neither to "
              + blocks.words()
              + " nor to general block transfer");
    }
    return true;
  }

  static void put(AttributeReference attribute, Selection selection, DataWriter out) {
    put(attribute, out);
    if (selection == null) {
      out.put8(0);
    } else {
      selection.write(out.put8(1));
    }
  }

  static void put(AttributeReference attribute, DataWriter out) {
    out.put16(attribute.classId());
    attribute.instance().write(out);
    out.put8(attribute.attribute());
  }

  static void put(MethodReference method, DataWriter out) {
    out.put16(method.classId());
    method.instance().write(out);
    out.put8(method.method());
  }
}
