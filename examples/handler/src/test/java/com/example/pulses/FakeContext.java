package com.example.pulses;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.headend.SendResult;
import org.meterway.api.message.Message;

/** A link that keeps what it is given. */
final class FakeContext implements MessageContext {
  final List<Message> meter = new ArrayList<>();
  final List<String> headEnd = new ArrayList<>();
  SendResult answer = SendResult.ACCEPTED;
  private final String link;

  FakeContext(String link) {
    this.link = link;
  }

  @Override
  public String link() {
    return link;
  }

  @Override
  public SendResult reply(Message message) {
    meter.add(message);
    return SendResult.ACCEPTED;
  }

  @Override
  public SendResult sendToHeadEnd(byte[] payload) {
    if (answer.isAccepted()) {
      headEnd.add(new String(payload, StandardCharsets.UTF_8));
    }
    return answer;
  }
}
