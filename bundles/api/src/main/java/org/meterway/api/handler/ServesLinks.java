/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.handler;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * The links that a {@link MessageHandler} serves: service property {@value #PROPERTY}, often set by
 * configuration instead. Absent or empty means all links.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ServesLinks {
  /** The service property. */
  String PROPERTY = "links";

  /** Names of links. */
  String[] links() default {};
}
