/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;

class TargetWatchTest {
  private static final String LINK = "org.meterway.link.MeterLink";

  private final List<String> said = new ArrayList<>();
  private Map<String, Object> properties = Map.of();
  private final TargetWatch watch = new TargetWatch(configurationAdmin(), said::add);

  @Test
  void aTargetThatIsNoFilterIsNamedWithItsInstance() {
    properties = Map.of("kura.service.pid", "meter1-link", "MeterPort.target", "(((broken");

    watch.configurationEvent(updated(LINK));

    assertEquals(
        List.of(
            "MeterLink meter1-link is gone: MeterPort.target is \"(((broken\", expected an LDAP"
                + " filter such as (kura.service.pid=meter1). In Kura, delete the instance and make"
                + " it again"),
        said);
  }

  @Test
  void goodAndAbsentTargetsAndOtherPropertiesAreNoNews() {
    properties =
        Map.of("MeterPort.target", "(a=b)", "HeadEnd.target", " ", "registration", "(((broken");

    watch.configurationEvent(updated(LINK));

    assertEquals(List.of(), said);
  }

  @Test
  void otherConfigurationsAndOtherEventsAreNotLookedAt() {
    properties = Map.of("X.target", "(((broken");

    watch.configurationEvent(updated("org.eclipse.kura.Other"));
    watch.configurationEvent(event(LINK, ConfigurationEvent.CM_DELETED));

    assertEquals(List.of(), said);
  }

  private static ConfigurationEvent updated(String factory) {
    return event(factory, ConfigurationEvent.CM_UPDATED);
  }

  private static ConfigurationEvent event(String factory, int type) {
    ServiceReference<ConfigurationAdmin> reference = proxy(ServiceReference.class, null);
    return new ConfigurationEvent(reference, type, factory, factory + "-1");
  }

  private ConfigurationAdmin configurationAdmin() {
    return proxy(
        ConfigurationAdmin.class,
        () -> proxy(Configuration.class, () -> new Hashtable<>(properties)));
  }

  /** Answers each call with the same. */
  @SuppressWarnings("unchecked")
  private static <T> T proxy(Class<?> type, Supplier<Object> answer) {
    return (T)
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer == null ? null : answer.get());
  }
}
