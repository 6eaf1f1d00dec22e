/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.bridge;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * Outside, replaces each test method by its run inside the framework and leaves the lifecycle
 * methods out. Inside, lets all of them run.
 */
final class FrameworkExtension
    implements BeforeAllCallback, AfterAllCallback, InvocationInterceptor, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(FrameworkExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    if (isInside(context)) {
      return;
    }
    Class<?> testClass = context.getRequiredTestClass();
    FrameworkRun run = FrameworkRun.prepare(testClass, TestMethods.of(testClass));
    context.getStore(NAMESPACE).put(FrameworkRun.class, run);
    run.start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    FrameworkRun run = context.getStore(NAMESPACE).get(FrameworkRun.class, FrameworkRun.class);
    if (run != null) {
      run.stop();
    }
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext context)
      throws Throwable {
    if (isInside(context)) {
      invocation.proceed();
      return;
    }
    invocation.skip();
    context
        .getStore(NAMESPACE)
        .get(FrameworkRun.class, FrameworkRun.class)
        .invoke(invocationContext.getExecutable());
  }

  @Override
  public <T> T interceptTestFactoryMethod(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext context) {
    throw new ExtensionConfigurationException(
        invocationContext.getExecutable() + " is no @Test method: it cannot run in a framework");
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext context) {
    throw new ExtensionConfigurationException(
        invocationContext.getExecutable() + " is no @Test method: it cannot run in a framework");
  }

  @Override
  public void interceptBeforeAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext context)
      throws Throwable {
    proceedInside(invocation, context);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext context)
      throws Throwable {
    proceedInside(invocation, context);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext context)
      throws Throwable {
    proceedInside(invocation, context);
  }

  @Override
  public void interceptAfterAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext context)
      throws Throwable {
    proceedInside(invocation, context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().getName().equals(BundleContext.class.getName());
  }

  /** The probe's bundle context; outside nothing, as the method does not run there. */
  @Override
  public BundleContext resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Bundle probe = FrameworkUtil.getBundle(context.getRequiredTestClass());
    return probe == null ? null : probe.getBundleContext();
  }

  private static void proceedInside(Invocation<Void> invocation, ExtensionContext context)
      throws Throwable {
    if (isInside(context)) {
      invocation.proceed();
    } else {
      invocation.skip();
    }
  }

  private static boolean isInside(ExtensionContext context) {
    return FrameworkUtil.getBundle(context.getRequiredTestClass()) != null;
  }
}
