/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Set;
import java.util.function.Function;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals passwords that come another way than by the file, such as from the Web Console. */
final class PasswordSealer implements ConfigurationListener {
  private static final Logger LOG = LoggerFactory.getLogger(PasswordSealer.class);

  private final PasswordVault vault;
  private final Function<String, Set<String>> passwords;
  private final Function<ServiceReference<ConfigurationAdmin>, ConfigurationAdmin> services;

  /**
   * A sealer.
   *
   * @param passwords the properties of a PID that hold passwords
   * @param services finds the service behind a reference
   */
  PasswordSealer(
      PasswordVault vault,
      Function<String, Set<String>> passwords,
      Function<ServiceReference<ConfigurationAdmin>, ConfigurationAdmin> services) {
    this.vault = vault;
    this.passwords = passwords;
    this.services = services;
  }

  @Override
  public void configurationEvent(ConfigurationEvent event) {
    String type = event.getFactoryPid() == null ? event.getPid() : event.getFactoryPid();
    if (event.getType() == ConfigurationEvent.CM_UPDATED && !passwords.apply(type).isEmpty()) {
      try {
        seal(services.apply(event.getReference()), event.getPid(), passwords.apply(type));
      } catch (IOException | InvalidSyntaxException e) {
        LOG.error("A password of {} could not be sealed", event.getPid(), e);
      }
    }
  }

  private void seal(ConfigurationAdmin admin, String pid, Set<String> properties)
      throws IOException, InvalidSyntaxException {
    Configuration[] found = admin.listConfigurations("(service.pid=" + pid + ")");
    if (found == null) {
      return;
    }
    Dictionary<String, Object> values = found[0].getProperties();
    boolean changed = false;
    for (String property : properties) {
      if (values.get(property) instanceof String password && !password.isEmpty()) {
        String sealed = vault.seal(password);
        changed |= !sealed.equals(password);
        values.put(property, sealed);
      }
    }
    if (changed) {
      found[0].update(values);
    }
  }
}
