/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.util.Locale;
import java.util.Set;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameDecoder;
import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.FrameSink;
import org.meterway.api.message.Command;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageCodec;
import org.meterway.api.message.MessageException;
import org.meterway.rfc1662.Rfc1662FrameCodec;

/** The answer to a request that is given as a frame. */
final class ReplyParser {
  private static final Set<String> KEYS = Set.of("reply", "request", "type", "value", "data");

  /** What a reply may be. */
  private enum Kind {
    GET,
    GET_ERROR,
    SET_OK,
    SET_FAILED,
    EVENT,
    IMAGE_GET,
    IMAGE_SET
  }

  private final FrameFormat format;
  private final MessageCodec messages;

  ReplyParser(FrameFormat format, MessageCodec messages) {
    this.format = format;
    this.messages = messages;
  }

  /**
   * An answer.
   *
   * @param order of the frame check in the request, and so in the answer
   */
  record Reply(Message message, FcsOrder order) {}

  /** A request. */
  private record Request(Message message, FcsOrder order) {}

  /** What answers {@code "request"}. */
  Reply parse(Fields fields) throws JsonInputException {
    fields.onlyThese(KEYS);
    Kind kind = kind(fields);
    Request request = request(fields.hex("request"));
    return new Reply(answer(kind, request.message(), fields), request.order());
  }

  private static Message answer(Kind kind, Message request, Fields fields)
      throws JsonInputException {
    return switch (kind) {
      case GET -> get(request, kind).reply(MessageParser.value(fields));
      case GET_ERROR -> get(request, kind).error();
      case SET_OK -> set(request, kind, true);
      case SET_FAILED -> set(request, kind, false);
      case EVENT -> event(request);
      case IMAGE_GET -> image(request, kind).replyGet(fields.hex("data"));
      case IMAGE_SET -> image(request, kind).replySet(fields.hex("data"));
    };
  }

  private static Kind kind(Fields fields) throws JsonInputException {
    try {
      return Kind.valueOf(fields.text("reply").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw fields.wrong(
          "reply", "one of GET, GET_ERROR, SET_OK, SET_FAILED, EVENT, IMAGE_GET, IMAGE_SET");
    }
  }

  private static Message.Get get(Message request, Kind kind) throws JsonInputException {
    if (request instanceof Message.Get get) {
      return get;
    }
    throw mismatch(kind, "a GET", request);
  }

  private static Message set(Message request, Kind kind, boolean success)
      throws JsonInputException {
    if (request instanceof Message.Set set) {
      return set.reply(success);
    }
    if (request instanceof Message.SetData set) {
      return set.reply(success);
    }
    if (request instanceof Message.Parameter bare && bare.command() == Command.SET.code()) {
      return new Message.SetResponse(bare.parameter(), success);
    }
    throw mismatch(kind, "a SET", request);
  }

  private static Message event(Message request) throws JsonInputException {
    if (request.protocol() == Message.PARAMETERS && request.command() == Command.EVENT.code()) {
      return new Message.EventAcknowledgement(true);
    }
    throw mismatch(Kind.EVENT, "an EVENT", request);
  }

  private static Message.Image image(Message request, Kind kind) throws JsonInputException {
    if (request instanceof Message.Image image) {
      return image;
    }
    throw mismatch(kind, "a message of the image transfer (0x3007 to 0x300a)", request);
  }

  private static JsonInputException mismatch(Kind kind, String expected, Message request) {
    JsonLine said = new JsonLine();
    MessageJson.write(request, said);
    return new JsonInputException(
        "a reply "
            + kind
            + " answers "
            + expected
            + ", but \"request\" is {"
            + said.toString().substring(1)
            + "}");
  }

  private Request request(byte[] frame) throws JsonInputException {
    Single single = new Single();
    FrameDecoder decoder = new Rfc1662FrameCodec().newDecoder(format, single);
    decoder.decode(frame, 0, frame.length);
    decoder.finish();
    if (single.fault != null) {
      throw new JsonInputException(
          "\"request\" is not a good frame: "
              + single.fault.name()
              + ", "
              + single.fault.description());
    }
    if (single.frames != 1) {
      throw new JsonInputException(
          "\"request\" holds " + single.frames + " frames, expected exactly one");
    }
    try {
      Message message =
          messages.decode(single.protocol, single.information, 0, single.information.length);
      return new Request(message, decoder.fcsOrder());
    } catch (MessageException e) {
      throw new JsonInputException("\"request\": " + e.getMessage());
    }
  }

  /** Keeps one frame, and the first fault. */
  private static final class Single implements FrameSink {
    private int frames;
    private int protocol;
    private byte[] information;
    private FrameError fault;

    @Override
    public void frame(
        int foundProtocol, byte[] buffer, int offset, int length, long position, int wireLength) {
      frames++;
      protocol = foundProtocol;
      information = java.util.Arrays.copyOfRange(buffer, offset, offset + length);
    }

    @Override
    public void fault(FrameError error, long position, long wireLength) {
      if (fault == null) {
        fault = error;
      }
    }
  }
}
