package com.example.pulses;

import org.meterway.api.config.Validation;

/**
 * The configuration, checked. Every value of it is a right one.
 *
 * @param pulsesPerUnit 1 to 1000000
 * @param unit what is counted; not empty
 * @param acknowledge whether the meter gets an answer
 */
record PulseHandlerOptions(int pulsesPerUnit, String unit, boolean acknowledge) {
  static final PulseHandlerOptions DEFAULTS = new PulseHandlerOptions(1000, "kWh", true);

  /**
   * Checks a configuration.
   *
   * @throws org.meterway.api.config.InvalidConfigurationException with all that is wrong
   */
  static PulseHandlerOptions of(PulseHandlerConfig config) {
    Validation validation = Validation.of(PulseHandler.PID);
    int pulses = validation.range("pulsesPerUnit", config.pulsesPerUnit(), 1, 1_000_000);
    String unit = validation.required("unit", config.unit(), "a unit such as kWh");
    validation.check();
    return new PulseHandlerOptions(pulses, unit, config.acknowledge());
  }
}
