/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.parameter;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** The parameter ids of a {@link ParameterProvider}: service property {@value #PROPERTY}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ProvidesParameters {
  /** The service property; its values are Integers, or Strings such as {@code 0x8003}. */
  String PROPERTY = "meterway.provides.parameters";

  /** Prefix of the component property. */
  String PREFIX_ = "meterway.";

  /** The parameter ids, each 0 to 65535. */
  int[] value();
}
