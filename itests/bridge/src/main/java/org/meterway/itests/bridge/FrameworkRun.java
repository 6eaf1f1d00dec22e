/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.bridge;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;
import org.ops4j.pax.exam.Constants;
import org.ops4j.pax.exam.ExamConfigurationException;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestContainerException;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.spi.ExamReactor;
import org.ops4j.pax.exam.spi.StagedExamReactor;
import org.ops4j.pax.exam.spi.reactors.ReactorManager;

/**
 * Outside: one framework for one test class. Pax Exam's reactor starts it, installs the probe (a
 * bundle made of the module's test classes) and calls the invoker inside for each method.
 */
final class FrameworkRun {
  private final ReactorManager manager;
  private final StagedExamReactor reactor;
  private final Class<?> testClass;
  private final Map<String, TestAddress> addresses;

  private FrameworkRun(
      ReactorManager manager,
      StagedExamReactor reactor,
      Class<?> testClass,
      Map<String, TestAddress> addresses) {
    this.manager = manager;
    this.reactor = reactor;
    this.testClass = testClass;
    this.addresses = addresses;
  }

  /** Reads the class's configuration; nothing is started yet. */
  static FrameworkRun prepare(Class<?> testClass, List<Method> methods)
      throws IOException, ExamConfigurationException {
    System.setProperty(InsideJUnit.INVOKER_PROPERTY, InsideJUnit.INVOKER);
    System.setProperty(
        Constants.EXAM_REACTOR_STRATEGY_KEY, Constants.EXAM_REACTOR_STRATEGY_PER_CLASS);
    System.setProperty(Constants.EXAM_LOGGING_KEY, Constants.EXAM_LOGGING_NONE);
    System.setProperty(Constants.EXAM_FAIL_ON_UNRESOLVED_KEY, "true");

    ReactorManager manager = ReactorManager.getInstance();
    Object instance = ReflectionSupport.newInstance(testClass);
    ExamReactor unstaged = manager.prepareReactor(testClass, instance);
    TestProbeBuilder probe = manager.createProbeBuilder(instance);
    Map<TestAddress, String> names = new HashMap<>();
    for (Method method : methods) {
      names.put(probe.addTest(testClass, method.getName()), method.getName());
    }
    unstaged.addProbe(probe);
    StagedExamReactor reactor = manager.stageReactor();

    Map<String, TestAddress> addresses = new HashMap<>();
    for (TestAddress target : reactor.getTargets()) {
      String name = names.get(target.root());
      if (name != null && addresses.put(name, target) != null) {
        throw new IllegalStateException(
            "more than one framework is on the class path, or "
                + testClass.getName()
                + " has more than one configuration");
      }
    }
    return new FrameworkRun(manager, reactor, testClass, addresses);
  }

  void start() {
    manager.beforeClass(reactor, testClass);
  }

  void stop() {
    manager.afterClass(reactor, testClass);
  }

  /** Runs a method inside and passes on how it failed there. */
  void invoke(Method method) throws Throwable {
    TestAddress address = addresses.get(method.getName());
    if (address == null) {
      throw new IllegalStateException("the framework does not know " + method);
    }
    try {
      reactor.invoke(address);
    } catch (TestContainerException failure) {
      throw asSeenOutside(failure);
    }
  }

  /** An aborted test is known by its class, of which the framework has its own. */
  private static Throwable asSeenOutside(TestContainerException failure) {
    Throwable cause = failure.getCause();
    if (cause == null) {
      return failure;
    }
    if (cause.getClass().getName().equals(TestAbortedException.class.getName())) {
      return new TestAbortedException(cause.getMessage(), cause);
    }
    return cause;
  }
}
