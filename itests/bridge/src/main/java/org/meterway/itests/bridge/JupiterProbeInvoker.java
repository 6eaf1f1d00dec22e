/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.bridge;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.ops4j.pax.exam.ProbeInvoker;
import org.ops4j.pax.exam.TestContainerException;
import org.osgi.framework.Bundle;

/**
 * Inside: runs one test method with the JUnit Platform. The engine is passed in, because nothing is
 * found by service loaders here. Anything but one successful test is an exception. Public, because
 * Pax Exam calls it by reflection.
 */
public final class JupiterProbeInvoker implements ProbeInvoker {
  private static final LauncherConfig CONFIG =
      LauncherConfig.builder()
          .enableTestEngineAutoRegistration(false)
          .enableLauncherSessionListenerAutoRegistration(false)
          .enableLauncherDiscoveryListenerAutoRegistration(false)
          .enablePostDiscoveryFilterAutoRegistration(false)
          .enableTestExecutionListenerAutoRegistration(false)
          .addTestEngines(new JupiterTestEngine())
          .build();

  private final Bundle probe;
  private final String className;
  private final String methodName;

  private JupiterProbeInvoker(Bundle probe, String className, String methodName) {
    this.probe = probe;
    this.className = className;
    this.methodName = methodName;
  }

  /**
   * Reads Pax Exam's instruction.
   *
   * @param instruction class and method, with a semicolon between them
   */
  static JupiterProbeInvoker parse(Bundle probe, String instruction) {
    String[] parts = instruction.split(";");
    return new JupiterProbeInvoker(probe, parts[0], parts[1]);
  }

  /**
   * Runs the method.
   *
   * @throws TestContainerException with the failure as its cause
   */
  @Override
  public void call(Object... arguments) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      Class<?> testClass = probe.loadClass(className);
      thread.setContextClassLoader(testClass.getClassLoader());
      run(testClass, TestMethods.named(testClass, methodName));
    } catch (ClassNotFoundException | LinkageError | IllegalArgumentException cause) {
      throw new TestContainerException(cause);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private void run(Class<?> testClass, Method method) {
    Launcher launcher = LauncherFactory.create(CONFIG);
    Outcome outcome = new Outcome();
    launcher.execute(
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectMethod(testClass, method))
            .build(),
        outcome);
    outcome.requireOneSuccess(method);
  }

  /** What became of the one test, and of the containers around it. */
  private static final class Outcome implements TestExecutionListener {
    private final AtomicInteger successes = new AtomicInteger();
    private Throwable firstFailure;

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
      if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
        Optional<Throwable> failure = result.getThrowable();
        note(failure.orElseGet(() -> new AssertionError(identifier.getDisplayName() + result)));
      } else if (identifier.isTest()) {
        successes.incrementAndGet();
      }
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
      note(new AssertionError(identifier.getDisplayName() + " was skipped inside: " + reason));
    }

    private void note(Throwable failure) {
      if (firstFailure == null) {
        firstFailure = failure;
      } else {
        firstFailure.addSuppressed(failure);
      }
    }

    void requireOneSuccess(Method method) {
      if (firstFailure != null) {
        throw new TestContainerException(firstFailure.getMessage(), firstFailure);
      }
      if (successes.get() != 1) {
        throw new TestContainerException(
            successes.get() + " tests ran inside the framework for " + method + ", expected one");
      }
    }
  }
}
