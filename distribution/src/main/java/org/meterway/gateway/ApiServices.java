/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.Hashtable;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.status.StatusSource;
import org.meterway.api.update.BundleUpdates;
import org.meterway.api.update.UpdatePhase;
import org.meterway.api.update.UpdateState;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Services of the launcher whose types are those of the bundle {@code org.meterway.api}.
 *
 * <p>The launcher has that bundle's jar on its own class path, for its commands. Its types are
 * others than those that the bundles share; to share them, the framework itself would have to
 * export packages that belong together with others of the bundle. So the services are registered in
 * the bundle's name, as objects of its types.
 */
final class ApiServices {
  private static final String API = "org.meterway.api";

  private final StatusSource[] sources;
  private final PasswordDecoder passwords;
  private final BundleUpdates updates;

  ApiServices(PasswordDecoder passwords, BundleUpdates updates, StatusSource... sources) {
    this.passwords = passwords;
    this.updates = updates;
    this.sources = sources;
  }

  /** Registers them when the bundle starts, which is before those that use it. */
  void registerIn(BundleContext context) {
    SynchronousBundleListener listener =
        event -> {
          if (event.getType() == BundleEvent.STARTED
              && API.equals(event.getBundle().getSymbolicName())) {
            register(event.getBundle());
          }
        };
    context.addBundleListener(listener);
  }

  private void register(Bundle api) {
    ClassLoader theirs = loader(api);
    register(
        api,
        PasswordDecoder.class,
        (proxy, method, values) -> passwords.decode((String) values[0]));
    register(api, BundleUpdates.class, (proxy, method, values) -> in(theirs, call(method, values)));
    for (StatusSource source : sources) {
      register(api, StatusSource.class, (proxy, method, values) -> in(theirs, source.describe()));
    }
  }

  private static void register(Bundle api, Class<?> type, InvocationHandler calls) {
    try {
      Class<?> theirs = api.loadClass(type.getName());
      Object service =
          Proxy.newProxyInstance(
              theirs.getClassLoader(),
              new Class<?>[] {theirs},
              (proxy, method, values) ->
                  switch (method.getName()) {
                    case "equals" -> proxy == values[0];
                    case "hashCode" -> System.identityHashCode(calls);
                    case "toString" -> type.getSimpleName() + " of the gateway";
                    default -> calls.invoke(proxy, method, values);
                  });
      api.getBundleContext().registerService(type.getName(), service, new Hashtable<>());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The bundle is another one", e);
    }
  }

  /**
   * The bundle's class loader, with the types that are asked for while the bundle itself is being
   * exchanged, when it can load no more.
   */
  private static ClassLoader loader(Bundle api) {
    try {
      api.loadClass(UpdatePhase.class.getName());
      return api.loadClass(UpdateState.class.getName()).getClassLoader();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The bundle is another one", e);
    }
  }

  /** Calls the method of the same name; its parameters are Java's own types. */
  private Object call(Method method, Object[] values) throws Throwable {
    try {
      return BundleUpdates.class
          .getMethod(method.getName(), method.getParameterTypes())
          .invoke(updates, values);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** The same value as an object of the bundle's type, where it is a record or enum of the API. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // The class is an enum's when the value is one.
  private static Object in(ClassLoader api, Object value) throws ReflectiveOperationException {
    if (value == null || !value.getClass().getName().startsWith(API)) {
      return value;
    }
    Class<?> theirs = Class.forName(value.getClass().getName(), true, api);
    if (value instanceof Enum<?> constant) {
      return Enum.valueOf((Class<? extends Enum>) theirs, constant.name());
    }
    RecordComponent[] components = value.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = theirs.getRecordComponents()[i].getType();
      values[i] = in(api, components[i].getAccessor().invoke(value));
    }
    return theirs.getConstructor(types).newInstance(values);
  }
}
