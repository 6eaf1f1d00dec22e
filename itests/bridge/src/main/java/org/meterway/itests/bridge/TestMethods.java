/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.bridge;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The test methods of a class. Pax Exam knows them by name alone. */
final class TestMethods {
  private TestMethods() {}

  /**
   * All test methods.
   *
   * @throws IllegalArgumentException if there is none, or two with the same name
   */
  static List<Method> of(Class<?> testClass) {
    List<Method> methods =
        AnnotationSupport.findAnnotatedMethods(
            testClass, Test.class, HierarchyTraversalMode.TOP_DOWN);
    if (methods.isEmpty()) {
      throw new IllegalArgumentException(testClass.getName() + " has no @Test method");
    }
    methods.stream()
        .collect(Collectors.groupingBy(Method::getName))
        .forEach((name, sameName) -> requireOne(testClass, name, sameName));
    return methods;
  }

  /**
   * The test method with a name.
   *
   * @throws IllegalArgumentException if there is none, or more than one
   */
  static Method named(Class<?> testClass, String name) {
    return requireOne(
        testClass,
        name,
        ReflectionSupport.findMethods(
            testClass,
            method ->
                method.getName().equals(name) && AnnotationSupport.isAnnotated(method, Test.class),
            HierarchyTraversalMode.TOP_DOWN));
  }

  private static Method requireOne(Class<?> testClass, String name, List<Method> methods) {
    if (methods.size() != 1) {
      throw new IllegalArgumentException(
          testClass.getName() + " has " + methods.size() + " @Test methods " + name + ", not one");
    }
    return methods.get(0);
  }
}
