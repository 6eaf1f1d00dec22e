/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.HexFormat;

/** Sends APDUs in wrappers over TCP as they are, and gives back what comes. */
final class RawClient implements Closeable {
  private static final int PATIENCE_MS = 5000;

  private final Socket socket;
  private final DataInputStream in;
  private int client = 16;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    in = new DataInputStream(socket.getInputStream());
  }

  RawClient as(int address) {
    client = address;
    return this;
  }

  /** Associates without authentication, logical names, all services. */
  RawClient associated() throws IOException {
    return associated(0xFFFF);
  }

  /** The same with a limit of the APDUs that are taken. */
  RawClient associated(int maxPduSize) throws IOException {
    String most = HexFormat.of().toHexDigits((short) maxPduSize);
    byte[] aare = ask("601DA109060760857405080101BE10040E01000000065F1F0400" + "5C1FFF" + most);
    if (aare[0] != 0x61) {
      throw new IOException("no AARE");
    }
    return this;
  }

  void sendBytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  void send(String apdu) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(apdu);
    byte[] frame = new byte[8 + bytes.length];
    WrapperConnection.header(frame, 0, client, 1, bytes.length);
    System.arraycopy(bytes, 0, frame, 8, bytes.length);
    sendBytes(frame);
  }

  /** The next APDU. */
  byte[] receive() throws IOException {
    byte[] header = new byte[8];
    in.readFully(header);
    if (header[0] != 0 || header[1] != 1) {
      throw new IOException("no wrapper: " + HexFormat.of().formatHex(header));
    }
    byte[] apdu = new byte[WrapperConnection.int16(header, 6)];
    in.readFully(apdu);
    return apdu;
  }

  byte[] ask(String apdu) throws IOException {
    send(apdu);
    return receive();
  }

  String askHex(String apdu) throws IOException {
    return HexFormat.of().withUpperCase().formatHex(ask(apdu));
  }

  /** The next byte, whatever it is; -1 at the end. */
  int readByte() throws IOException {
    return in.read();
  }

  /** Whether nothing comes for a while. */
  boolean isSilent(int milliseconds) throws IOException {
    socket.setSoTimeout(milliseconds);
    try {
      in.readByte();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MS);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
