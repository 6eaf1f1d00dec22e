/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import java.io.ByteArrayOutputStream;
import org.meterway.api.message.Command;
import org.meterway.api.message.Message;
import org.meterway.api.message.Value;

/** Writes the body of one message: what stands behind the command. */
final class MessageWriter {
  private static final int SUCCESS = 0x00;
  private static final int FAILED = 0x0C;
  private static final int REQUEST_ID_AND_TYPE = 3;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  private MessageWriter() {}

  static byte[] body(Message message) {
    if (message instanceof Message.Transparent transparent) {
      return transparent.payload().clone();
    }
    if (message instanceof Message.Other other) {
      return other.data().clone();
    }
    MessageWriter writer = new MessageWriter();
    writer.write(message);
    return writer.body.toByteArray();
  }

  private void write(Message message) {
    if (message instanceof Message.Get get) {
      id(get.parameter());
      get.requestId().ifPresent(this::requestId);
    } else if (message instanceof Message.GetResponse response) {
      id(response.parameter());
      typed(response.requestId(), response.value());
    } else if (message instanceof Message.GetError error) {
      id(error.parameter());
      acknowledgement(false);
    } else if (message instanceof Message.Set set) {
      id(set.parameter());
      typed(set.requestId(), set.value());
    } else if (message instanceof Message.SetData set) {
      id(set.parameter());
      body.writeBytes(set.data());
    } else if (message instanceof Message.SetResponse response) {
      id(response.parameter());
      acknowledgement(response.success());
    } else if (message instanceof Message.Event event) {
      id(event.parameter());
      counted(event.data());
    } else if (message instanceof Message.EventAcknowledgement answer) {
      acknowledgement(answer.success());
    } else if (message instanceof Message.Parameter parameter) {
      id(parameter.parameter());
      counted(parameter.value());
    } else if (message instanceof Message.Image image) {
      id(image.parameter());
      image(image);
    } else {
      throw new IllegalArgumentException("no body is known for " + message);
    }
  }

  private void id(int parameter) {
    checkRange("parameter", parameter);
    body.write(parameter);
    body.write(parameter >>> 8);
  }

  private void requestId(int requestId) {
    checkRange("request id", requestId);
    body.write(requestId >>> 8);
    body.write(requestId);
  }

  private void acknowledgement(boolean success) {
    body.write(1);
    body.write(success ? SUCCESS : FAILED);
  }

  private void typed(int requestId, Value value) {
    boolean hasLength = value.type().length() < 0;
    int length = value.bytes().length;
    length(REQUEST_ID_AND_TYPE + (hasLength ? 1 : 0) + length);
    requestId(requestId);
    body.write(value.type().tag());
    if (hasLength) {
      body.write(length);
    }
    body.writeBytes(value.bytes());
  }

  private void counted(byte[] value) {
    length(value.length);
    body.writeBytes(value);
  }

  /** In a request the octet has no meaning, and the value may be longer than it can say. */
  private void image(Message.Image image) {
    boolean reply =
        image.command() == Command.GET_RESPONSE.code()
            || image.command() == Command.SET_RESPONSE.code();
    if (reply) {
      counted(image.value());
    } else {
      body.write(image.value().length);
      body.writeBytes(image.value());
    }
  }

  private void length(int length) {
    if (length > 0xFF) {
      throw new IllegalArgumentException(
          length + " bytes behind a length octet, expected at most 255");
    }
    body.write(length);
  }

  private static void checkRange(String what, int value) {
    if (value < 0 || value > 0xFFFF) {
      throw new IllegalArgumentException(what + " is " + value + ", expected 0 to 65535");
    }
  }
}
