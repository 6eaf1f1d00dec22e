/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.Framing;
import org.meterway.api.codec.Layout;
import org.meterway.api.codec.LineCutter;
import org.meterway.api.codec.LinePacket;
import org.meterway.api.command.OperatorCommand;
import org.meterway.api.message.MessageCodec;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Takes octets apart that an operator has at hand. */
@Component(service = OperatorCommand.class, property = OperatorCommand.NAME + "=decode")
public final class DecodeCommand extends Command {
  private static final String FRAMING = "--framing";
  private static final String FCS = "--fcs";

  private final Services services;

  @Activate
  public DecodeCommand(BundleContext context) {
    this(new OsgiServices(context));
  }

  DecodeCommand(Services services) {
    super(FRAMING + "=", FCS + "=", JSON);
    this.services = services;
  }

  @Override
  public String summary() {
    return "takes octets in hex apart: frames, messages, faults";
  }

  @Override
  public String help() {
    return """
        decode HEX... [--framing length|stuffed] [--fcs 16|32] [--json]

        Takes octets apart as the links do, and shows each frame and each fault with what it says.
        Each octet is in exactly one of them. Exit status 1 where there is a fault.

          --framing   length (as QuecPython meters send, the default) or stuffed
          --fcs       length of the frame check in bits: 16 (the default) or 32
          --json      one JSON object a line, as 'meterway decode' prints it

        Example: decode 7e ff 03 00 21 00 06 bf 68 65 6c 6c 6f 37 e9 7e
        """;
  }

  @Override
  int run(Arguments arguments, PrintWriter out) throws UsageException {
    byte[] octets = octets(arguments.words());
    FrameFormat format = format(arguments);
    List<FrameCodec> frames = services.map(FrameCodec.class, codec -> codec);
    List<MessageCodec> messages = services.map(MessageCodec.class, codec -> codec);
    if (frames.isEmpty() || messages.isEmpty()) {
      out.println("There is no codec; is the bundle org.meterway.rfc1662 active?");
      return FAULT;
    }
    List<LinePacket> packets = new ArrayList<>();
    LineCutter cutter = new LineCutter(frames.get(0), format, packets::add);
    cutter.add(octets, 0, octets.length);
    cutter.finish();
    MessageWords words = new MessageWords(messages.get(0));
    MessageJson members = new MessageJson(messages.get(0));
    long offset = 0;
    for (LinePacket packet : packets) {
      if (arguments.has(JSON)) {
        Map<String, Object> json = Json.object("offset", offset, "length", packet.octets().length);
        json.putAll(members.of(packet));
        out.println(Json.of(json));
      } else {
        String protocol = packet.isFrame() ? "0x%04x ".formatted(packet.protocol()) : "";
        out.println(
            offset + ": " + packet.octets().length + " octets: " + protocol + words.of(packet));
      }
      offset += packet.octets().length;
    }
    return packets.stream().allMatch(words::isGood) ? GOOD : FAULT;
  }

  private static byte[] octets(List<String> words) throws UsageException {
    String hex = String.join("", words).replaceAll("\\s", "");
    if (hex.isEmpty()) {
      throw new UsageException("decode needs octets in hex, such as 7e ff 03 ... 7e");
    }
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      throw new UsageException("not pairs of hex digits: " + String.join(" ", words));
    }
  }

  private static FrameFormat format(Arguments arguments) throws UsageException {
    String framing = arguments.options().getOrDefault(FRAMING, "length");
    String fcs = arguments.options().getOrDefault(FCS, "16");
    if (!List.of("length", "stuffed").contains(framing.toLowerCase(Locale.ROOT))) {
      throw new UsageException(FRAMING + " is \"" + framing + "\", expected length or stuffed");
    }
    if (!List.of("16", "32").contains(fcs)) {
      throw new UsageException(FCS + " is \"" + fcs + "\", expected 16 or 32");
    }
    return new FrameFormat(
        Framing.valueOf(framing.toUpperCase(Locale.ROOT)),
        Layout.METER,
        fcs.equals("16") ? FrameCheck.FCS16 : FrameCheck.FCS32,
        FcsOrder.EITHER,
        0,
        0,
        FrameFormat.LARGEST_INFORMATION);
  }
}
