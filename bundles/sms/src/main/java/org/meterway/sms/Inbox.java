/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.meterway.api.modem.ModemException;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is in a modem's memory, has it told, and deletes it then: a message is told at least
 * once, whenever the gateway dies. Used by one thread.
 */
final class Inbox {
  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

  /** Messages that are in no memory. */
  private static final int MOST_DIRECT = 64;

  private final String name;
  private final Counters<SmsCounter> counters;
  private final Consumer<ReceivedPart> told;
  private final MessageJoiner joiner = new MessageJoiner();
  private final List<StoredMessage> direct = new ArrayList<>();
  private final RateLimit malformedLog = new RateLimit();
  private final RateLimit deleteLog = new RateLimit();

  /** What was told and is still in the modem, which would not delete it. */
  private final Set<String> done = new HashSet<>();

  /**
   * @param told is called with each whole message
   */
  Inbox(String name, Counters<SmsCounter> counters, Consumer<ReceivedPart> told) {
    this.name = name;
    this.counters = counters;
    this.told = told;
  }

  /** The modem has handed a message over at once. */
  void add(StoredMessage message) {
    if (direct.size() == MOST_DIRECT) {
      counters.increment(SmsCounter.DIRECT_DROPPED);
      return;
    }
    direct.add(message);
  }

  /** Looks into the modem's memory. */
  void read(MessageModem modem, Duration patience, long now)
      throws ModemException, InterruptedException {
    List<StoredMessage> found = modem.list();
    done.retainAll(found.stream().map(Inbox::mark).toList());
    List<StoredMessage> gone = new ArrayList<>();
    List<StoredMessage> readable = new ArrayList<>();
    List<StoredMessage> all = new ArrayList<>(found);
    all.addAll(direct);
    for (StoredMessage message : all) {
      if (done.contains(mark(message))) {
        gone.add(message);
      } else if (message.part().isEmpty()) {
        unreadable(message);
        gone.add(message);
      } else {
        readable.add(message);
      }
    }
    delete(modem, gone);
    MessageJoiner.Joined joined = joiner.join(readable, now, patience.toNanos());
    for (MessageJoiner.Whole whole : joined.whole()) {
      counters.increment(SmsCounter.RECEIVED);
      told.accept(whole.part());
      delete(modem, whole.sources());
    }
    if (!joined.expired().isEmpty()) {
      counters.add(SmsCounter.PARTS_EXPIRED, joined.expired().size());
      LOG.warn(
          "SMS {}: {} parts of long messages are deleted: the others did not come in time",
          name,
          joined.expired().size());
      delete(modem, joined.expired());
    }
  }

  private void unreadable(StoredMessage message) {
    if (!message.problem().isEmpty()) {
      counters.increment(SmsCounter.RECEIVED_MALFORMED);
      if (malformedLog.permits()) {
        LOG.warn("SMS {}: a message cannot be read and is deleted: {}", name, message.problem());
      }
    }
  }

  private void delete(MessageModem modem, List<StoredMessage> messages)
      throws InterruptedException {
    for (StoredMessage message : messages) {
      direct.remove(message);
      if (message.isStored()) {
        done.add(mark(message));
        try {
          modem.delete(message.index());
          done.remove(mark(message));
        } catch (ModemException e) {
          counters.increment(SmsCounter.DELETE_FAILURES);
          if (deleteLog.permits()) {
            LOG.warn("SMS {}: a message cannot be deleted: {}", name, e.getMessage());
          }
        }
      }
    }
  }

  private static String mark(StoredMessage message) {
    return message.index() + " " + message.raw();
  }
}
