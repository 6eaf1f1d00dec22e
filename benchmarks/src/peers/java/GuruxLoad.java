/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-only
 *
 * This program runs with a library under GPL-2.0, as a process of its own, and may be used under that licence too; it
 * is no part of what Meterway ships.
 */

import gurux.common.ReceiveParameters;
import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXReplyData;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.enums.ObjectType;
import gurux.dlms.enums.Security;
import gurux.dlms.secure.GXDLMSSecureClient;
import gurux.net.GXNet;
import gurux.net.enums.NetworkType;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import org.meterway.benchmarks.DlmsLoad;

/**
 * The client of gurux.dlms. The library leaves the line to its user: here a socket with one buffer,
 * the least that it can cost, or, with {@code net} as the third argument, its maker's gurux.net as
 * its examples have it.
 */
public final class GuruxLoad implements DlmsLoad.Client {
  private final GXDLMSSecureClient client;
  private final Line line;
  private final GXByteBuffer received = new GXByteBuffer(65536);

  private GuruxLoad(Line line, boolean ciphered) throws Exception {
    this.line = line;
    client =
        new GXDLMSSecureClient(
            true,
            ciphered ? 1 : 16,
            1,
            ciphered ? Authentication.HIGH_GMAC : Authentication.NONE,
            null,
            InterfaceType.WRAPPER);
    client.setMaxReceivePDUSize(65535);
    if (ciphered) {
      client.getCiphering().setSystemTitle(HexFormat.of().parseHex("4B55520000000001"));
      client.getCiphering().setBlockCipherKey(key(0x00));
      client.getCiphering().setAuthenticationKey(key(0xD0));
      client.getCiphering().setInvocationCounter(1);
      client.getCiphering().setSecurity(Security.AUTHENTICATION_ENCRYPTION);
    }
    client.parseAareResponse(exchange(client.aarqRequest()).getData());
    if (client.getIsAuthenticationRequired()) {
      client.parseApplicationAssociationResponse(
          exchange(client.getApplicationAssociationRequest()).getData());
    }
  }

  public static void main(String[] arguments) throws Exception {
    boolean net = arguments.length > 2 && arguments[2].equals("net");
    DlmsLoad.measure(
        arguments,
        (port, ciphered) ->
            new GuruxLoad(net ? new NetLine(port) : new SocketLine(port), ciphered));
  }

  @Override
  public long get() throws Exception {
    return ((Number) exchange(client.read(DlmsLoad.REGISTER, ObjectType.REGISTER, 2)).getValue())
        .longValue();
  }

  @Override
  public int profile() throws Exception {
    return ((List<?>)
            exchange(client.read(DlmsLoad.PROFILE, ObjectType.PROFILE_GENERIC, 2)).getValue())
        .size();
  }

  private GXReplyData exchange(byte[][] frames) throws Exception {
    GXReplyData reply = new GXReplyData();
    for (byte[] frame : frames) {
      packet(frame, reply);
      while (reply.isMoreData()) {
        packet(client.receiverReady(reply), reply);
      }
    }
    return reply;
  }

  private void packet(byte[] frame, GXReplyData reply) throws Exception {
    received.clear();
    line.send(frame);
    do {
      line.receive(received);
    } while (!client.getData(received, reply));
    if (reply.getError() != 0) {
      throw new IOException(reply.getErrorMessage());
    }
  }

  private static byte[] key(int first) {
    byte[] key = new byte[16];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (first + i);
    }
    return key;
  }

  @Override
  public void close() throws IOException {
    line.close();
  }

  /** What carries the frames. */
  private interface Line extends Closeable {
    void send(byte[] frame) throws Exception;

    /** Waits for more bytes and adds them. */
    void receive(GXByteBuffer to) throws Exception;
  }

  private static final class SocketLine implements Line {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[65536];

    SocketLine(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      in = socket.getInputStream();
      out = socket.getOutputStream();
    }

    @Override
    public void send(byte[] frame) throws IOException {
      out.write(frame);
    }

    @Override
    public void receive(GXByteBuffer to) throws IOException {
      int length = in.read(buffer);
      if (length < 0) {
        throw new EOFException("the meter closed the connection");
      }
      to.set(buffer, 0, length);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static final class NetLine implements Line {
    private static final int HEADER = 8;
    private final GXNet media;

    NetLine(int port) throws Exception {
      media = new GXNet(NetworkType.TCP, "127.0.0.1", port);
      media.open();
    }

    @Override
    public void send(byte[] frame) throws Exception {
      media.send(frame, null);
    }

    @Override
    public void receive(GXByteBuffer to) throws IOException {
      ReceiveParameters<byte[]> parameters = new ReceiveParameters<>(byte[].class);
      parameters.setAllData(true);
      parameters.setCount(to.size() == 0 ? HEADER : 1);
      parameters.setWaitTime(5000);
      synchronized (media.getSynchronous()) {
        if (!media.receive(parameters)) {
          throw new EOFException("the meter does not answer");
        }
      }
      to.set(parameters.getReply());
    }

    @Override
    public void close() {
      media.close();
    }
  }
}
