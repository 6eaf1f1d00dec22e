/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;
import org.eclipse.kura.wire.WireRecord;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Message;
import org.meterway.api.message.Value;

/** A message as a record; {@link RecordMessage} reads it back. */
final class MessageRecord {
  private final Map<String, TypedValue<?>> properties = new LinkedHashMap<>();
  private final ValueForm form;

  private MessageRecord(ValueForm form) {
    this.form = form;
  }

  static WireRecord of(HeardMessage heard, ValueForm form) {
    MessageRecord made = new MessageRecord(form);
    Message message = heard.message();
    made.text(RecordProperties.LINK, heard.link());
    made.text(RecordProperties.PROTOCOL, Ids.hex(message.protocol()));
    made.text(RecordProperties.COMMAND, Ids.command(message.command()));
    made.describe(message);
    made.put(RecordProperties.RAW, TypedValues.newByteArrayValue(heard.information()));
    made.put(RecordProperties.MESSAGE_TIMESTAMP, TypedValues.newLongValue(heard.millis()));
    return new WireRecord(made.properties);
  }

  /** The parameter that a message is about, or -1. */
  static int parameter(Message message) {
    if (message instanceof Message.Get get) {
      return get.parameter();
    } else if (message instanceof Message.GetResponse response) {
      return response.parameter();
    } else if (message instanceof Message.GetError error) {
      return error.parameter();
    } else if (message instanceof Message.Set set) {
      return set.parameter();
    } else if (message instanceof Message.SetData set) {
      return set.parameter();
    } else if (message instanceof Message.SetResponse response) {
      return response.parameter();
    } else if (message instanceof Message.Event event) {
      return event.parameter();
    } else if (message instanceof Message.Parameter bare) {
      return bare.parameter();
    } else if (message instanceof Message.Image image) {
      return image.parameter();
    }
    return -1;
  }

  private void describe(Message message) {
    int parameter = parameter(message);
    if (parameter >= 0) {
      text(RecordProperties.PARAMETER, Ids.hex(parameter));
    }
    if (message instanceof Message.Transparent transparent) {
      bytes(transparent.payload());
    } else if (message instanceof Message.Get get) {
      get.requestId().ifPresent(this::requestId);
    } else if (message instanceof Message.GetResponse response) {
      requestId(response.requestId());
      typed(response.value());
    } else if (message instanceof Message.GetError) {
      truth(false);
    } else if (message instanceof Message.Set set) {
      requestId(set.requestId());
      typed(set.value());
    } else if (message instanceof Message.SetData set) {
      bytes(set.data());
    } else if (message instanceof Message.SetResponse response) {
      truth(response.success());
    } else if (message instanceof Message.Event event) {
      bytes(event.data());
    } else if (message instanceof Message.EventAcknowledgement acknowledgement) {
      truth(acknowledgement.success());
    } else if (message instanceof Message.Parameter bare) {
      bytes(bare.value());
    } else if (message instanceof Message.Image image) {
      bytes(image.value());
    } else if (message instanceof Message.Other other) {
      bytes(other.data());
    }
  }

  private void typed(Value value) {
    text(RecordProperties.TYPE, value.type().dlmsName());
    if (value.type().isNumber()) {
      put(RecordProperties.VALUE, form.number(value.asNumber()));
    } else if (value.type() == DataType.VISIBLE_STRING) {
      put(RecordProperties.VALUE, form.text(value.asText()));
    } else {
      bytes(value.bytes());
    }
  }

  private void requestId(int requestId) {
    put(RecordProperties.REQUEST_ID, TypedValues.newIntegerValue(requestId));
  }

  private void bytes(byte[] bytes) {
    put(RecordProperties.VALUE, form.bytes(bytes));
  }

  private void truth(boolean truth) {
    put(RecordProperties.VALUE, form.truth(truth));
  }

  private void text(String name, String text) {
    put(name, TypedValues.newStringValue(text));
  }

  private void put(String name, TypedValue<?> value) {
    properties.put(name, value);
  }
}
