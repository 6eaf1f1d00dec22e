/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.util.Map;
import org.meterway.api.config.Validation;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/**
 * The filter by which a configuration chooses a service. Immutable.
 *
 * <p>The component runtime cannot be relied upon here: without a target it binds any service, and
 * when a target changes it lets go of the former service only after the component has its new
 * configuration. Meter data must not go to just any publisher meanwhile.
 */
final class Target {
  /** Matches no service. */
  static final Target NONE = new Target("", null);

  private final String text;
  private final Filter filter;

  private Target(String text, Filter filter) {
    this.text = text;
    this.filter = filter;
  }

  /** A target as it is configured; one that is absent, blank or no filter matches nothing. */
  static Target of(String configured) {
    if (configured == null || configured.isBlank()) {
      return NONE;
    }
    String text = configured.strip();
    try {
      return new Target(text, FrameworkUtil.createFilter(text));
    } catch (InvalidSyntaxException e) {
      return new Target(text, null);
    }
  }

  /** Rejects what is neither absent nor a filter. */
  void check(Validation check, String property) {
    if (!text.isEmpty() && filter == null) {
      check.reject(property, text, "an LDAP filter such as (kura.service.pid=name)");
    }
  }

  /** Whether a service with these properties is meant. */
  boolean matches(Map<String, ?> properties) {
    return filter != null && filter.matches(properties);
  }

  /** The filter as text; empty if there is none. */
  String text() {
    return text;
  }
}
