/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.meterway.api.handler.HandlerRegistry;
import org.meterway.api.handler.HandlerReport;
import org.meterway.api.handler.HandlesProtocol;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.handler.MessageHandler;
import org.meterway.api.handler.MessageLane;
import org.meterway.api.handler.NonBlocking;

/** The real dispatch on one thread, whose handlers come from a test. */
public final class RegistryWithoutFramework implements HandlerRegistry, AutoCloseable {
  private final Dispatch dispatch;
  private long services;

  /** With lanes of this capacity, in messages. */
  public RegistryWithoutFramework(int laneCapacity) {
    SystemTiming timing = new SystemTiming();
    dispatch =
        new Dispatch(
            new RegistryOptions(
                1,
                laneCapacity,
                1 << 20,
                Duration.ofSeconds(1),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                8),
            timing,
            timing);
  }

  /** A handler comes. */
  public void add(MessageHandler handler, int protocol, boolean nonBlocking) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(HandlesProtocol.PROPERTY, protocol);
    properties.put("service.id", ++services);
    properties.put("component.name", "handler" + services);
    properties.put(NonBlocking.PROPERTY, nonBlocking);
    dispatch.add(
        HandlerProperties.of(properties, "test 1.0"),
        new ServiceAccess() {
          @Override
          public MessageHandler get() {
            return handler;
          }

          @Override
          public void release() {
            // The test keeps it.
          }
        });
  }

  /** What was counted, by reported name. */
  public long count(String counter) {
    return dispatch.statistics().snapshot().get(counter);
  }

  @Override
  public MessageLane open(MessageContext context) {
    return dispatch.open(context);
  }

  @Override
  public HandlerReport report() {
    return dispatch.report();
  }

  @Override
  public void close() {
    dispatch.close();
  }
}
