/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.util.Locale;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.Framing;
import org.meterway.api.codec.Layout;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say what frames look like. */
final class FrameOptions {
  @Option(
      names = "--framing",
      paramLabel = "length|stuffed",
      converter = FramingConverter.class,
      description =
          "length: a length field delimits, as QuecPython meters send (default);%n"
              + "stuffed: flags delimit, octets are stuffed, as RFC 1662 says")
  private Framing framing = Framing.LENGTH;

  @Option(
      names = "--fcs",
      paramLabel = "16|32",
      converter = FrameCheckConverter.class,
      description = "bits of the frame check sequence (default 16)")
  private FrameCheck frameCheck = FrameCheck.FCS16;

  @Option(
      names = "--fcs-order",
      paramLabel = "low|high|either",
      converter = FcsOrderConverter.class,
      description =
          "which octet of a 16-bit frame check stands first: low as RFC 1662 says, high as"
              + " QuecPython does; either (default) takes both, and sends as the framing's peers"
              + " do")
  private FcsOrder fcsOrder = FcsOrder.EITHER;

  @Option(
      names = "--accm",
      paramLabel = "HEX",
      converter = AccmConverter.class,
      description =
          "control character map, 8 hex digits (default 00000000): bit n stands for octet n, which"
              + " is stuffed when sent and dropped when it arrives unstuffed")
  private Integer accm = 0;

  @Option(
      names = "--max",
      paramLabel = "N",
      description = "longest information field in bytes (default 65535)")
  private int max = FrameFormat.LARGEST_INFORMATION;

  /** The form of the meter's frames. */
  FrameFormat meterFormat() throws CommandException {
    return format(Layout.METER, fcsOrder);
  }

  /** The form in which a peer is answered that sends its frame check in this order. */
  FrameFormat answerFormat(FcsOrder peerOrder) throws CommandException {
    return format(Layout.METER, fcsOrder == FcsOrder.EITHER ? peerOrder : fcsOrder);
  }

  /** The form in which a capture is read: stuffed frames may be those of any PPP peer. */
  FrameFormat captureFormat() throws CommandException {
    return format(framing == Framing.STUFFED ? Layout.ANY : Layout.METER, fcsOrder);
  }

  private FrameFormat format(Layout layout, FcsOrder order) throws CommandException {
    if (max < 1 || max > FrameFormat.LARGEST_INFORMATION) {
      throw CommandException.usage(
          "--max is " + max + ", expected 1 to " + FrameFormat.LARGEST_INFORMATION);
    }
    return new FrameFormat(framing, layout, frameCheck, order, accm, accm, max);
  }

  static final class FramingConverter implements ITypeConverter<Framing> {
    @Override
    public Framing convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "length" -> Framing.LENGTH;
        case "stuffed" -> Framing.STUFFED;
        default -> throw new TypeConversionException("'" + text + "', expected length or stuffed");
      };
    }
  }

  static final class FrameCheckConverter implements ITypeConverter<FrameCheck> {
    @Override
    public FrameCheck convert(String text) {
      return switch (text) {
        case "16" -> FrameCheck.FCS16;
        case "32" -> FrameCheck.FCS32;
        default -> throw new TypeConversionException("'" + text + "', expected 16 or 32");
      };
    }
  }

  static final class FcsOrderConverter implements ITypeConverter<FcsOrder> {
    @Override
    public FcsOrder convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "low" -> FcsOrder.LOW_FIRST;
        case "high" -> FcsOrder.HIGH_FIRST;
        case "either" -> FcsOrder.EITHER;
        default ->
            throw new TypeConversionException("'" + text + "', expected low, high or either");
      };
    }
  }

  static final class AccmConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      String digits = text.toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
      if (!digits.matches("[0-9a-f]{1,8}")) {
        throw new TypeConversionException(
            "'" + text + "', expected up to 8 hex digits such as 000a0000");
      }
      return Integer.parseUnsignedInt(digits, 16);
    }
  }
}
