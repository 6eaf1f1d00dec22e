/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.util.Dictionary;
import java.util.Hashtable;
import org.meterway.api.message.Parameters;
import org.meterway.api.network.RecoveryAction;
import org.meterway.api.parameter.ParameterProvider;
import org.meterway.api.parameter.ProvidesParameters;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/**
 * The services that a modem offers besides itself, as it is configured. Not thread-safe.
 *
 * <p>They are registered by hand: the name of an action is a service property that the user chooses
 * by another name.
 */
final class ModemServices implements AutoCloseable {
  private final BundleContext context;
  private final RecoveryAction action;
  private final ParameterProvider parameters;
  private String actionName = "";
  private ServiceRegistration<?> registeredAction;
  private ServiceRegistration<?> registeredParameters;

  ModemServices(BundleContext context, RecoveryAction action, ParameterProvider parameters) {
    this.context = context;
    this.action = action;
    this.parameters = parameters;
  }

  /** Offers what is configured, and no longer what is not. */
  void offer(ModemOptions options) {
    if (!options.actionName().equals(actionName)) {
      registeredAction = withdraw(registeredAction);
      actionName = options.actionName();
      if (!actionName.isEmpty()) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(RecoveryAction.NAME, actionName);
        registeredAction = context.registerService(RecoveryAction.class, action, properties);
      }
    }
    if (!options.parameters()) {
      registeredParameters = withdraw(registeredParameters);
    } else if (registeredParameters == null) {
      Dictionary<String, Object> properties = new Hashtable<>();
      properties.put(
          ProvidesParameters.PROPERTY,
          new int[] {Parameters.MODULE_STATE, Parameters.LINK_QUALITY});
      properties.put(Constants.SERVICE_RANKING, ModemParameters.RANKING);
      registeredParameters =
          context.registerService(ParameterProvider.class, parameters, properties);
    }
  }

  private static ServiceRegistration<?> withdraw(ServiceRegistration<?> registered) {
    if (registered != null) {
      try {
        registered.unregister();
      } catch (IllegalStateException e) {
        // The framework was first: the bundle has stopped.
      }
    }
    return null;
  }

  @Override
  public void close() {
    registeredAction = withdraw(registeredAction);
    registeredParameters = withdraw(registeredParameters);
    actionName = "";
  }
}
