/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.shell;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import org.meterway.cli.CommandException;

/**
 * One request to a running gateway, over its control socket; the bundle {@code org.meterway.shell}
 * describes the protocol. Closing it cancels the request.
 */
public final class ControlClient implements AutoCloseable {
  /** Exit status where no gateway answers. */
  public static final int NO_GATEWAY = 3;

  private static final String SOCKET = "control.sock";
  private static final String POINTER = "control.sock.path";
  private static final long HELLO_MILLIS = 10_000;
  private static final int LONGEST_WORD = 0xFFFF;
  private static final int MOST_WORDS = 255;

  private final SocketChannel channel;
  private final DataInputStream in;

  private ControlClient(SocketChannel channel) {
    this.channel = channel;
    this.in = new DataInputStream(Channels.newInputStream(channel));
  }

  /**
   * Connects.
   *
   * @throws CommandException with status {@value #NO_GATEWAY} if no gateway runs with this data
   *     folder, or it does not let this user in
   */
  public static ControlClient connect(Path data) throws CommandException {
    Path folder = data.toAbsolutePath().normalize();
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(socket(folder)));
      ControlClient client = new ControlClient(channel);
      client.awaitHello(folder);
      return client;
    } catch (IOException | UnsupportedOperationException e) {
      closeQuietly(channel);
      throw noGateway(folder, e);
    }
  }

  private static Path socket(Path folder) throws IOException {
    Path socket = folder.resolve(SOCKET);
    Path pointer = folder.resolve(POINTER);
    if (!Files.isReadable(folder) && Files.exists(folder)) {
      throw new AccessDeniedException(folder.toString());
    }
    return Files.isRegularFile(pointer) ? Path.of(Files.readString(pointer).strip()) : socket;
  }

  private static CommandException noGateway(Path folder, Exception e) {
    String why;
    if (!Files.isDirectory(folder)) {
      why = "there is no folder " + folder;
    } else if (isDenied(e)) {
      why =
          "data folder "
              + folder
              + " belongs to another user; ask as the user who runs the gateway, or as root";
    } else {
      why = "no gateway runs with data folder " + folder;
    }
    String hint = isDenied(e) ? "" : "; name another with --data";
    return CommandException.of(NO_GATEWAY, why + hint, e);
  }

  private static boolean isDenied(Exception e) {
    return e instanceof AccessDeniedException
        || e.getMessage() != null
            && e.getMessage().toLowerCase(java.util.Locale.ROOT).contains("denied");
  }

  /** A gateway that serves eight already lets others wait. */
  private void awaitHello(Path folder) throws IOException, CommandException {
    Timer timer = new Timer("meterway-hello", true);
    boolean[] late = {false};
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            late[0] = true;
            close();
          }
        },
        HELLO_MILLIS);
    try {
      readPacket('H');
    } catch (IOException e) {
      if (late[0]) {
        throw CommandException.of(
            NO_GATEWAY,
            "the gateway with data folder "
                + folder
                + " does not answer: it is very busy, or eight commands run at once",
            e);
      }
      throw e;
    } finally {
      timer.cancel();
    }
  }

  /**
   * Runs a command and copies its output.
   *
   * @return its exit status
   */
  public int run(List<String> words, OutputStream out) throws IOException {
    send('R', words);
    return copy(out);
  }

  /** What may follow; the last word, perhaps empty, is being typed. */
  List<String> complete(List<String> words) throws IOException {
    send('C', words);
    ByteArrayOutputStream candidates = new ByteArrayOutputStream();
    copy(candidates);
    return candidates.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private void send(char kind, List<String> words) throws IOException {
    if (words.size() > MOST_WORDS) {
      throw new IOException("a command has at most " + MOST_WORDS + " words");
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write(kind);
    request.write(words.size());
    for (String word : words) {
      byte[] text = word.getBytes(StandardCharsets.UTF_8);
      if (text.length > LONGEST_WORD) {
        throw new IOException("a word has at most " + LONGEST_WORD + " octets");
      }
      request.write(text.length >> 8);
      request.write(text.length);
      request.write(text);
    }
    ByteBuffer octets = ByteBuffer.wrap(request.toByteArray());
    while (octets.hasRemaining()) {
      channel.write(octets);
    }
  }

  private int copy(OutputStream out) throws IOException {
    try {
      while (true) {
        int type = in.readUnsignedByte();
        byte[] data = new byte[in.readUnsignedShort()];
        in.readFully(data);
        if (type == 'O') {
          out.write(data);
          out.flush();
        } else if (type == 'X' && data.length == 1) {
          return data[0] & 0xFF;
        }
      }
    } catch (EOFException e) {
      throw new IOException("the gateway has closed the connection", e);
    }
  }

  private void readPacket(int wanted) throws IOException {
    int type = in.readUnsignedByte();
    in.readFully(new byte[in.readUnsignedShort()]);
    if (type != wanted) {
      throw new IOException("what answers is no gateway");
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }

  private static void closeQuietly(SocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It is as good as closed.
      return;
    }
  }
}
