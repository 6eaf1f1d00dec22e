/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.eclipse.kura.system.SystemService;
import org.meterway.api.message.Parameters;
import org.meterway.api.message.Value;
import org.meterway.api.parameter.ParameterProvider;
import org.meterway.api.parameter.ProvidesParameters;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Answers a meter that asks for the device name (0x8007) or the serial number (0x8005) with those
 * of the gateway host, when nobody else does.
 */
@Component(
    name = "org.meterway.kura.services.GatewayIdentity",
    property = GatewayIdentity.LAST_RESORT)
@ProvidesParameters({Parameters.SERIAL_NUMBER, Parameters.DEVICE_NAME})
public final class GatewayIdentity implements ParameterProvider {
  /** Behind every other provider and behind what is configured. */
  static final String LAST_RESORT = Constants.SERVICE_RANKING + ":Integer=-1000";

  /** Kura starts a process for each question; a meter may ask at any rate. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private static final int LONGEST = 255;

  /** What Kura's system service answers when the host does not tell. */
  private static final String UNKNOWN = "UNKNOWN";

  private final Remembered<Optional<Value>> serialNumber;
  private final Remembered<Optional<Value>> deviceName;

  /** Works as long as Kura's service does. */
  @Activate
  public GatewayIdentity(@Reference(name = "SystemService") SystemService system) {
    this(system, System::nanoTime);
  }

  GatewayIdentity(SystemService system, LongSupplier nanoTime) {
    serialNumber = new Remembered<>(() -> text(system.getSerialNumber()), FRESH, nanoTime);
    deviceName = new Remembered<>(() -> text(system.getDeviceName()), FRESH, nanoTime);
  }

  @Override
  public Optional<Value> get(String link, int parameter) {
    return switch (parameter) {
      case Parameters.SERIAL_NUMBER -> serialNumber.get();
      case Parameters.DEVICE_NAME -> deviceName.get();
      default -> Optional.empty();
    };
  }

  private static Optional<Value> text(String text) {
    if (text == null || text.isBlank() || text.strip().equalsIgnoreCase(UNKNOWN)) {
      return Optional.empty();
    }
    String stripped = text.strip();
    return Optional.of(Value.text(stripped.substring(0, Math.min(LONGEST, stripped.length()))));
  }
}
