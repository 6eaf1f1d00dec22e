/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.bridge;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.ops4j.pax.exam.TestContainerException;
import org.osgi.framework.Bundle;

/** The samples run in a real framework; their outcome must be the one seen outside. */
class BridgeTest {
  @Test
  void aTestThatSucceedsInsideSucceedsOutside() {
    run(Samples.Succeeding.class)
        .testEvents()
        .assertStatistics(events -> events.started(2).succeeded(2).failed(0));
  }

  @Test
  void aTestThatFailsInsideFailsOutsideWithItsMessage() {
    run(Samples.Failing.class)
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test("failing"),
                finishedWithFailure(
                    instanceOf(AssertionError.class), message("told from inside: org.meterway"))))
        .haveExactly(
            1,
            event(
                test("throwing"),
                finishedWithFailure(
                    instanceOf(java.io.IOException.class), message("the line is dead"))));
  }

  @Test
  void aLifecycleMethodThatFailsInsideFailsTheTestOutside() {
    run(Samples.FailingBefore.class)
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1, event(test("neverReached"), finishedWithFailure(message("nothing to begin with"))));
  }

  @Test
  void anAbortedTestIsAbortedAndADisabledOneSkipped() {
    run(Samples.Aborting.class)
        .testEvents()
        .assertStatistics(events -> events.aborted(1).skipped(1).succeeded(0).failed(0));
  }

  @Test
  void aTestThatIsSkippedInsideIsAFailure() {
    run(Samples.SkippedInside.class)
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test("enabledOutsideOnly"),
                finishedWithFailure(message(text -> text.contains("was skipped inside")))));
  }

  @Test
  void noTestFoundInsideIsAFailure() {
    String hidden = Samples.Hidden.class.getName();
    Bundle probe =
        (Bundle)
            Proxy.newProxyInstance(
                BridgeTest.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> Class.forName((String) arguments[0]));

    Throwable none =
        assertThrows(
            TestContainerException.class,
            JupiterProbeInvoker.parse(probe, hidden + ";hidden")::call);
    assertTrue(none.getMessage().startsWith("0 tests ran inside"), none::getMessage);

    Throwable unknown =
        assertThrows(
            TestContainerException.class,
            JupiterProbeInvoker.parse(probe, hidden + ";unknown")::call);
    assertTrue(unknown.getMessage().contains("0 @Test methods unknown"), unknown::getMessage);
  }

  @Test
  void methodsThatPaxExamCouldNotTellApartAreRefused() {
    run(Samples.Overloaded.class)
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1, event(finishedWithFailure(message(text -> text.contains("2 @Test methods twice")))));
  }

  @Test
  void aTestTemplateIsRefused() {
    run(Samples.Templates.class)
        .allEvents()
        .assertThatEvents()
        .haveAtLeast(
            1, event(finishedWithFailure(message(text -> text.contains("no @Test method")))));
  }

  private static EngineExecutionResults run(Class<?> sample) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(sample)).execute();
  }
}
