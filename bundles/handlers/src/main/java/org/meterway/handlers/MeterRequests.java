/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meterway.api.headend.SendResult;
import org.meterway.api.link.MeterLink;
import org.meterway.api.message.Message;
import org.meterway.api.parameter.MeterParameters;
import org.meterway.api.parameter.MeterRequestException;
import org.meterway.api.status.Counters;

/**
 * The module's own GETs and SETs. Answers carry no request id, so the oldest open request for the
 * same parameter takes an answer.
 *
 * <p>What hangs on a returned stage runs on the thread that brings the answer; it must not block.
 */
final class MeterRequests implements MeterParameters {
  private static final String ENDED = "the gateway's parameter service has ended";

  /** Time limits beyond it are as good as none, and some of them no clock can count. */
  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(365);

  private final LinkDirectory links;
  private final RequestTimer timer;
  private final Counters<ParameterCounter> counters;
  private final PendingRequests pending = new PendingRequests();

  MeterRequests(LinkDirectory links, RequestTimer timer, Counters<ParameterCounter> counters) {
    this.links = links;
    this.timer = timer;
    this.counters = counters;
  }

  @Override
  public CompletionStage<byte[]> get(String link, int parameter, Duration timeout) {
    RequestKey key = key(link, parameter, RequestKey.Kind.GET);
    return request(key, new Message.Get(parameter), timeout).answer();
  }

  @Override
  public CompletionStage<Void> set(String link, int parameter, byte[] data, Duration timeout) {
    RequestKey key = key(link, parameter, RequestKey.Kind.SET);
    Message message = new Message.SetData(parameter, data.clone());
    CompletableFuture<Void> confirmed = new CompletableFuture<>();
    // By hand, as a derived stage would wrap the exception.
    request(key, message, timeout)
        .answer()
        .whenComplete(
            (value, failure) -> {
              if (failure == null) {
                confirmed.complete(null);
              } else {
                confirmed.completeExceptionally(failure);
              }
            });
    return confirmed;
  }

  /** The meter has answered with success. */
  void answered(RequestKey key, byte[] value) {
    PendingRequest request = pending.removeOldest(key);
    if (request == null) {
      counters.increment(ParameterCounter.LATE_ANSWERS);
    } else {
      counters.increment(ParameterCounter.REQUESTS_ANSWERED);
      request.answer().complete(value);
    }
  }

  /** The meter has answered with an error. */
  void refused(RequestKey key) {
    PendingRequest request = pending.removeOldest(key);
    if (request == null) {
      counters.increment(ParameterCounter.LATE_ANSWERS);
    } else {
      fail(request, MeterRequestException.Cause.REFUSED, "the meter refuses it");
    }
  }

  /** A link has gone: no answers will come by it. */
  void linkGone(String link) {
    unreachable(pending.removeAll(key -> key.link().equals(link)), "the link has gone");
  }

  /** Nothing will be answered any more, be it asked before or after. */
  void close() {
    unreachable(pending.close(), ENDED);
  }

  /** Requests that wait for their answers. */
  int open() {
    return pending.count();
  }

  private PendingRequest request(RequestKey key, Message message, Duration timeout) {
    Duration limit = clamped(timeout);
    counters.increment(ParameterCounter.REQUESTS);
    PendingRequest request = new PendingRequest(key);
    Optional<MeterLink> link = links.find(key.link());
    if (link.isEmpty()) {
      fail(request, MeterRequestException.Cause.UNREACHABLE, "there is no such link");
      return request;
    }
    // First, as the answer may come before the sending returns.
    if (!pending.add(request)) {
      fail(request, MeterRequestException.Cause.UNREACHABLE, ENDED);
      return request;
    }
    Runnable cancel = timer.after(limit, () -> timedOut(request, limit));
    // Whoever completes it, be it the one who asked.
    request
        .answer()
        .whenComplete(
            (value, failure) -> {
              cancel.run();
              pending.remove(request);
            });
    SendResult result = link.get().send(message);
    if (!result.isAccepted() && pending.remove(request)) {
      fail(request, MeterRequestException.Cause.UNREACHABLE, "the link does not send: " + result);
    }
    return request;
  }

  private void timedOut(PendingRequest request, Duration timeout) {
    if (pending.remove(request)) {
      fail(
          request,
          MeterRequestException.Cause.TIMEOUT,
          "no answer within " + timeout.toMillis() + " ms");
    }
  }

  private void unreachable(List<PendingRequest> removed, String reason) {
    for (PendingRequest request : removed) {
      fail(request, MeterRequestException.Cause.UNREACHABLE, reason);
    }
  }

  private void fail(PendingRequest request, MeterRequestException.Cause cause, String reason) {
    counters.increment(
        switch (cause) {
          case REFUSED -> ParameterCounter.REQUESTS_REFUSED;
          case TIMEOUT -> ParameterCounter.REQUESTS_TIMED_OUT;
          case UNREACHABLE -> ParameterCounter.REQUESTS_UNREACHABLE;
        });
    request
        .answer()
        .completeExceptionally(new MeterRequestException(cause, request.key() + ": " + reason));
  }

  private static Duration clamped(Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    if (timeout.isNegative()) {
      return Duration.ZERO;
    }
    return timeout.compareTo(LONGEST_TIMEOUT) < 0 ? timeout : LONGEST_TIMEOUT;
  }

  private static RequestKey key(String link, int parameter, RequestKey.Kind kind) {
    Objects.requireNonNull(link, "link");
    if (parameter < 0 || parameter > 0xFFFF) {
      throw new IllegalArgumentException("parameter " + parameter + " is not from 0 to 65535");
    }
    return new RequestKey(link, parameter, kind);
  }
}
