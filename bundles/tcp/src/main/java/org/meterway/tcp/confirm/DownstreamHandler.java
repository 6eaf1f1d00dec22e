/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp.confirm;

/**
 * Takes the frames that come down, in their order. What an implementation throws ends the
 * connection.
 */
public interface DownstreamHandler {
  /** The head end has all numbers up to this one. */
  void welcome(long highest) throws ProtocolException;

  /** All numbers up to this one are safe. */
  void acknowledged(long highest) throws ProtocolException;

  /**
   * A payload for the meters.
   *
   * @param buffer holds the payload; valid only during the call
   */
  void down(byte[] buffer, int offset, int length) throws ProtocolException;

  /** The head end wants a sign of life. */
  void ping() throws ProtocolException;

  /** The head end gave a sign of life. */
  void pong() throws ProtocolException;

  /** A parameter is asked for. */
  void request(ParameterRequest request) throws ProtocolException;

  /** The head end wants no connection, for this reason; without control characters. */
  void refused(String reason) throws ProtocolException;
}
