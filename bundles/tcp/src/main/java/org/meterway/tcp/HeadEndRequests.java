/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.meterway.api.parameter.MeterParameters;
import org.meterway.api.parameter.MeterRequestException;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.meterway.tcp.confirm.ParameterRequest;
import org.meterway.tcp.confirm.ParameterRequest.Operation;
import org.meterway.tcp.confirm.ResponseStatus;
import org.meterway.tcp.confirm.UpstreamFrames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what a head end asks of meters, one request at a time for a link, and answers.
 * Thread-safe; nobody waits.
 */
final class HeadEndRequests {
  /** The most requests that are not answered yet. */
  static final int MOST = 64;

  /** How long a meter has for its answer. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final byte[] NO_DATA = {};
  private static final Logger LOG = LoggerFactory.getLogger(HeadEndRequests.class);

  private final String headEnd;
  private final Supplier<Set<Integer>> settable;
  private final Transmitter transmitter;
  private final Counters<HeadEndCounter> counters;

  private final RateLimit refusalLog = new RateLimit();
  private final RateLimit failureLog = new RateLimit();

  /** By link, the requests that wait; a link that is here has one more under way. */
  private final Map<String, Queue<Asked>> links = new HashMap<>();

  private int open;
  private volatile MeterParameters parameters;

  /** What becomes of a request. */
  private enum Admission {
    FIRST,
    WAITS,
    TOO_MANY
  }

  /** A request, and where its answer goes. */
  private record Asked(Session session, ParameterRequest request) {}

  /**
   * @param settable the parameters that may be set
   */
  HeadEndRequests(
      String headEnd,
      Supplier<Set<Integer>> settable,
      Transmitter transmitter,
      Counters<HeadEndCounter> counters) {
    this.headEnd = headEnd;
    this.settable = settable;
    this.transmitter = transmitter;
    this.counters = counters;
  }

  /** The service that asks the meters. */
  synchronized void use(MeterParameters service) {
    parameters = service;
  }

  /** That service is gone, if it is still the one. */
  synchronized void unuse(MeterParameters service) {
    if (parameters == service) {
      parameters = null;
    }
  }

  /** Takes a request, or refuses it. */
  void ask(Session session, ParameterRequest request) {
    counters.increment(HeadEndCounter.REQUESTS);
    Asked asked = new Asked(session, request);
    if (request.isMalformed()) {
      refuse(asked, ResponseStatus.MALFORMED);
    } else if (request.operation() == Operation.SET
        && !settable.get().contains(request.parameter())) {
      if (refusalLog.permits()) {
        LOG.warn(
            "{}: the head end may not set parameter {} of {}: it is not in settableParameters",
            headEnd,
            String.format("0x%04X", request.parameter()),
            request.link());
      }
      refuse(asked, ResponseStatus.NOT_ALLOWED);
    } else {
      enter(asked);
    }
  }

  /** Forgets the requests of a connection that is over and that are not under way. */
  synchronized void ended(Session session) {
    for (Queue<Asked> waiting : links.values()) {
      int before = waiting.size();
      waiting.removeIf(asked -> asked.session() == session);
      open -= before - waiting.size();
    }
  }

  private void refuse(Asked asked, ResponseStatus status) {
    counters.increment(HeadEndCounter.REQUESTS_REFUSED);
    answer(asked, status, NO_DATA);
  }

  private void enter(Asked asked) {
    switch (admit(asked)) {
      case FIRST -> begin(asked);
      case WAITS -> {}
      case TOO_MANY -> refuse(asked, ResponseStatus.TOO_MANY);
    }
  }

  private synchronized Admission admit(Asked asked) {
    if (open >= MOST) {
      return Admission.TOO_MANY;
    }
    open++;
    Queue<Asked> waiting = links.putIfAbsent(asked.request().link(), new ArrayDeque<>());
    if (waiting == null) {
      return Admission.FIRST;
    }
    waiting.add(asked);
    return Admission.WAITS;
  }

  private void begin(Asked asked) {
    ParameterRequest request = asked.request();
    MeterParameters service = parameters;
    if (service == null) {
      ended(asked, ResponseStatus.UNREACHABLE, NO_DATA);
      return;
    }
    try {
      CompletionStage<byte[]> answer =
          request.operation() == Operation.GET
              ? service.get(request.link(), request.parameter(), PATIENCE)
              : service
                  .set(request.link(), request.parameter(), request.data(), PATIENCE)
                  .thenApply(nothing -> NO_DATA);
      answer.whenComplete(
          (value, failure) -> {
            if (failure == null) {
              ended(asked, ResponseStatus.DONE, value);
            } else {
              ended(asked, status(failure), NO_DATA);
            }
          });
    } catch (RuntimeException e) {
      ended(asked, status(e), NO_DATA);
    }
  }

  private void ended(Asked asked, ResponseStatus status, byte[] value) {
    answer(asked, status, value);
    Asked next;
    synchronized (this) {
      open--;
      next = links.get(asked.request().link()).poll();
      if (next == null) {
        links.remove(asked.request().link());
      }
    }
    if (next != null) {
      begin(next);
    }
  }

  private void answer(Asked asked, ResponseStatus status, byte[] value) {
    asked
        .session()
        .control()
        .add(
            UpstreamFrames.response(asked.request().id(), status, value), HeadEndCounter.RESPONSES);
    transmitter.drain();
  }

  private ResponseStatus status(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof MeterRequestException known) {
      return switch (known.reason()) {
        case REFUSED -> ResponseStatus.REFUSED_BY_METER;
        case TIMEOUT -> ResponseStatus.NO_ANSWER;
        case UNREACHABLE -> ResponseStatus.UNREACHABLE;
      };
    }
    if (failureLog.permits()) {
      LOG.warn("{}: a request of the head end failed", headEnd, cause);
    }
    return ResponseStatus.UNREACHABLE;
  }
}
