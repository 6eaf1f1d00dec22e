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
 * The promise of a {@link MessageHandler} never to block: no I/O of its own, no lock that another
 * may hold for long. Its messages are then handled on the thread that read them, as long as no
 * earlier message of the link waits, which saves a change of threads. Service property {@value
 * #PROPERTY}, {@code true}.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface NonBlocking {
  /** The service property. */
  String PROPERTY = "meterway.non.blocking";

  /** Prefix of the component property. */
  String PREFIX_ = "meterway.";
}
