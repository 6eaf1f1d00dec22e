/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.function.Function;
import org.meterway.api.message.Command;
import org.meterway.api.message.Message;
import org.meterway.api.message.Value;

/**
 * A message whose value stands without a type: a plain parameter or an image. What it means depends
 * on its command.
 *
 * @param value the bytes behind the parameter id and a length octet
 * @param isSuccess what the value says where it answers a SET
 * @param valueReply makes the answer to a GET
 * @param setReply makes the answer to a SET
 */
record BareMessage(
    Message message,
    int parameter,
    byte[] value,
    boolean isSuccess,
    Function<Value, Message> valueReply,
    Function<Boolean, Message> setReply) {
  static BareMessage of(Message.Parameter message) {
    int id = message.parameter();
    return new BareMessage(
        message,
        id,
        message.value(),
        Acknowledgement.isSuccess(message.value()),
        value -> new Message.Parameter(Command.GET_RESPONSE.code(), id, value.bytes()),
        taken -> new Message.SetResponse(id, taken));
  }

  /** An image's answer may carry data of its own: only the one octet says that it failed. */
  static BareMessage of(Message.Image message) {
    return new BareMessage(
        message,
        message.parameter(),
        message.value(),
        !Acknowledgement.isFailed(message.value()),
        value -> message.replyGet(value.bytes()),
        taken -> message.replySet(Acknowledgement.of(taken)));
  }
}
