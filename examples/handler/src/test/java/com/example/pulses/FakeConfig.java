package com.example.pulses;

import java.lang.annotation.Annotation;

/** A configuration for tests: the component runtime makes such an annotation too. */
record FakeConfig(int pulsesPerUnit, String unit, boolean acknowledge)
    implements PulseHandlerConfig {
  @Override
  public String[] links() {
    return new String[0];
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return PulseHandlerConfig.class;
  }
}
