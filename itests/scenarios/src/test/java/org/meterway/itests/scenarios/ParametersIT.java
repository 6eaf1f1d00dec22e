/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.scenarios;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.meterway.itests.support.Eventually.eventually;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Message;
import org.meterway.api.message.Value;
import org.meterway.api.parameter.MeterEventListener;
import org.meterway.api.parameter.MeterParameters;
import org.meterway.api.parameter.MeterRequestException;
import org.meterway.api.parameter.ParameterProvider;
import org.meterway.api.parameter.ProvidesParameters;
import org.meterway.itests.support.Frame;
import org.meterway.itests.support.Meter;
import org.meterway.itests.support.Wire;

/** Protocol 0x2200, with services of the test as an integrator's bundle registers them. */
public class ParametersIT extends Scenario {
  private static final int PARAMETERS = 0x2200;
  private static final int GET = 0xC0;
  private static final int SET = 0xC1;
  private static final int EVENT = 0xC2;
  private static final int GET_RESPONSE = 0xC4;
  private static final int SET_RESPONSE = 0xC5;
  private static final int GET_ERROR_RESPONSE = 0xC8;
  private static final int SERIAL_NET = 0xBF;
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(10);

  private Meter meter;

  @BeforeEach
  void aLink() {
    meter = meterSpeaking(Wire.LENGTH);
    gateway().flow("meter1", meter, Wire.LENGTH, headEndServer());
  }

  @Test
  void aGetIsAnsweredByTheProviderOfTheParameter() {
    givenAProvider(0x2801, new Memory(Value.number(DataType.UNSIGNED, 5)));

    meter.sends(Frame.of(PARAMETERS, GET, "0128 0102"));

    assertEquals(Frame.of(PARAMETERS, GET_RESPONSE, "0128 04 0102 1105"), meter.receives());
  }

  @Test
  void aPlainParameterIsAnsweredFromTheConfiguration() {
    meter.sends(Frame.of(PARAMETERS, GET, "0580 0001"));

    String number = HexFormat.of().formatHex("0815".getBytes(StandardCharsets.US_ASCII));
    assertEquals(Frame.of(PARAMETERS, GET_RESPONSE, "0580 04" + number), meter.receives());
  }

  @Test
  void aGetOfAnUnknownParameterIsAnsweredWithAnError() {
    meter.sends(Frame.of(PARAMETERS, GET, "3412 0001"));

    assertEquals(Frame.of(PARAMETERS, GET_ERROR_RESPONSE, "3412 010c"), meter.receives());
  }

  @Test
  void aProviderThatThrowsIsAnError() {
    givenAProvider(
        0x2802,
        (link, parameter) -> {
          throw new IllegalStateException("on purpose");
        });

    meter.sends(Frame.of(PARAMETERS, GET, "0228 0001"));

    assertEquals(Frame.of(PARAMETERS, GET_ERROR_RESPONSE, "0228 010c"), meter.receives());
  }

  @Test
  void aSetIsOfferedToTheProviderAndItsAnswerGoesBack() {
    Memory memory = new Memory(Value.number(DataType.UNSIGNED, 0));
    givenAProvider(0x2803, memory);
    givenAProvider(0x2804, (link, parameter) -> Optional.empty());

    meter.sends(Frame.of(PARAMETERS, SET, "0328 04 0001 1107"));
    assertEquals(Frame.of(PARAMETERS, SET_RESPONSE, "0328 0100"), meter.receives());
    assertEquals(Value.number(DataType.UNSIGNED, 7), memory.value);

    meter.sends(Frame.of(PARAMETERS, SET, "0428 04 0002 1107"));
    assertEquals(Frame.of(PARAMETERS, SET_RESPONSE, "0428 010c"), meter.receives());
  }

  @Test
  void anEventIsAcknowledgedAndHeard() {
    List<String> heard = new CopyOnWriteArrayList<>();
    gateway()
        .register(
            MeterEventListener.class, (link, event) -> heard.add(link + " " + event), Map.of());

    meter.sends(Frame.of(PARAMETERS, EVENT, "0228 02 abcd"));

    assertEquals(Frame.of(PARAMETERS, SERIAL_NET, "0100"), meter.receives());
    String expected = "meter1 " + new Message.Event(0x2802, new byte[] {(byte) 0xAB, (byte) 0xCD});
    eventually(() -> "heard " + heard, () -> heard.equals(List.of(expected)));
  }

  @Test
  void theModuleGetsAndSetsParametersOfTheMeter() throws Exception {
    CompletableFuture<byte[]> got = meterParameters(0x8005, LONG);
    assertEquals(Frame.of(PARAMETERS, GET, "0580"), meter.receives());
    meter.sends(Frame.of(PARAMETERS, GET_RESPONSE, "0580 04 31323334"));
    assertArrayEquals("1234".getBytes(StandardCharsets.US_ASCII), got.get(10, TimeUnit.SECONDS));

    CompletableFuture<Void> set =
        gateway()
            .with(
                MeterParameters.class,
                parameters ->
                    parameters
                        .set("meter1", 0x8002, new byte[] {1, 1}, LONG)
                        .toCompletableFuture());
    assertEquals(Frame.of(PARAMETERS, SET, "0280 0101"), meter.receives());
    meter.sends(Frame.of(PARAMETERS, SET_RESPONSE, "0280 0100"));
    set.get(10, TimeUnit.SECONDS);
  }

  @Test
  void aMeterThatRefusesIsSilentOrUnknownIsToldApart() {
    CompletableFuture<byte[]> refused = meterParameters(0x2801, LONG);
    assertEquals(Frame.of(PARAMETERS, GET, "0128"), meter.receives());
    meter.sends(Frame.of(PARAMETERS, GET_ERROR_RESPONSE, "0128 010c"));
    assertEquals(MeterRequestException.Cause.REFUSED, reason(refused));

    assertEquals(MeterRequestException.Cause.TIMEOUT, reason(meterParameters(0x2802, SHORT)));

    CompletableFuture<byte[]> unknown =
        gateway()
            .with(
                MeterParameters.class,
                parameters -> parameters.get("nobody", 0x2801, LONG).toCompletableFuture());
    assertEquals(MeterRequestException.Cause.UNREACHABLE, reason(unknown));
  }

  private void givenAProvider(int parameter, ParameterProvider provider) {
    gateway()
        .register(
            ParameterProvider.class, provider, Map.of(ProvidesParameters.PROPERTY, parameter));
  }

  private CompletableFuture<byte[]> meterParameters(int parameter, Duration timeout) {
    return gateway()
        .with(
            MeterParameters.class,
            parameters -> parameters.get("meter1", parameter, timeout).toCompletableFuture());
  }

  private static MeterRequestException.Cause reason(CompletableFuture<?> answer) {
    ExecutionException failed =
        assertThrows(ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS));
    return assertInstanceOf(MeterRequestException.class, failed.getCause()).reason();
  }

  /** Holds one value. */
  private static final class Memory implements ParameterProvider {
    private volatile Value value;

    Memory(Value value) {
      this.value = value;
    }

    @Override
    public Optional<Value> get(String link, int parameter) {
      return Optional.of(value);
    }

    @Override
    public boolean set(String link, int parameter, Value newValue) {
      value = newValue;
      return true;
    }
  }
}
