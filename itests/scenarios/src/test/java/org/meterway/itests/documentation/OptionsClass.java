/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.documentation;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.meterway.api.config.InvalidConfigurationException;

/**
 * The static method by which a component turns its annotation type of configuration into options,
 * found by the properties of its page. What else the method takes are services that need not be
 * there.
 */
final class OptionsClass {
  private final Method method;
  private final Class<?> config;

  private OptionsClass(Method method) {
    this.method = method;
    config = method.getParameterTypes()[0];
  }

  static Optional<OptionsClass> of(ConfigurationPage page) throws IOException {
    Set<String> ids =
        page.properties().stream()
            .map(ConfigurationPage.Property::id)
            .collect(Collectors.toUnmodifiableSet());
    return BuiltBundles.classes(page).stream()
        .flatMap(OptionsClass::methods)
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getParameterCount() > 0)
        .filter(method -> ids.equals(ids(method.getParameterTypes()[0])))
        .findFirst()
        .map(OptionsClass::new);
  }

  /**
   * What is wrong with a configuration.
   *
   * @param values by property id, as text; where there is none, the annotation's default
   */
  List<String> problems(Map<String, String> values) {
    Map<String, Object> answers = new HashMap<>();
    for (Method property : config.getDeclaredMethods()) {
      String value = values.get(id(property));
      answers.put(
          property.getName(),
          value == null ? property.getDefaultValue() : convert(value, property.getReturnType()));
    }
    Object annotation =
        Proxy.newProxyInstance(
            config.getClassLoader(),
            new Class<?>[] {config},
            (proxy, called, none) -> answers.get(called.getName()));
    try {
      method.setAccessible(true);
      Object[] arguments = new Object[method.getParameterCount()];
      arguments[0] = annotation;
      method.invoke(null, arguments);
      return List.of();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidConfigurationException invalid) {
        return invalid.problems();
      }
      throw new IllegalStateException(method + " fails on " + values, e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<Method> methods(String className) {
    try {
      return Arrays.stream(
          Class.forName(className, false, OptionsClass.class.getClassLoader())
              .getDeclaredMethods());
    } catch (ClassNotFoundException | LinkageError e) {
      // Of a class that needs what is not here, such as Kura's types: options do not.
      return Stream.of();
    }
  }

  private static Set<String> ids(Class<?> config) {
    return config.isAnnotation()
        ? Arrays.stream(config.getDeclaredMethods())
            .map(OptionsClass::id)
            .collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  /** As Declarative Services maps names; none of ours has an escape. */
  private static String id(Method property) {
    return property.getName().replace('_', '.');
  }

  private static Object convert(String value, Class<?> type) {
    if (type == String.class) {
      return value;
    }
    if (type == int.class) {
      return Integer.valueOf(value);
    }
    if (type == long.class) {
      return Long.valueOf(value);
    }
    if (type == double.class) {
      return Double.valueOf(value);
    }
    throw new IllegalArgumentException("No conversion of " + value + " to " + type);
  }
}
