/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.handler;

import java.util.List;
import java.util.Map;

/**
 * The handlers at one moment. Immutable.
 *
 * @param handlers every whiteboard service, bound or not
 * @param unhandled how many messages nobody handled, by protocol id
 */
public record HandlerReport(List<Entry> handlers, Map<Integer, Long> unhandled) {
  /** Copies both. */
  public HandlerReport {
    handlers = List.copyOf(handlers);
    unhandled = Map.copyOf(unhandled);
  }

  /** Whether a handler is called. */
  public enum State {
    /** It is called for at least one of its protocol ids. */
    BOUND,
    /** Another handler is called for each of its protocol ids. */
    SHADOWED,
    /** It can not be called; the reason says why. */
    REJECTED
  }

  /**
   * One handler.
   *
   * @param name the component's name, or the class's
   * @param bundle symbolic name and version of its bundle
   * @param serviceId its {@code service.id}
   * @param ranking its {@code service.ranking}
   * @param protocols its protocol ids
   * @param links the links that it serves; empty for all
   * @param state whether it is called
   * @param reason why it is not, in words; empty when bound
   * @param handled messages that it has handled
   * @param failed messages on which it threw
   */
  public record Entry(
      String name,
      String bundle,
      long serviceId,
      int ranking,
      List<Integer> protocols,
      List<String> links,
      State state,
      String reason,
      long handled,
      long failed) {
    /** Copies both lists. */
    public Entry {
      protocols = List.copyOf(protocols);
      links = List.copyOf(links);
    }
  }
}
