/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** What {@link BridgeTest} runs. */
public final class Samples {
  private Samples() {}

  /** A framework with JUnit alone. */
  @InFramework
  public abstract static class Sample {
    @Configuration
    public static Option[] configuration() {
      return new Option[] {InsideJUnit.options()};
    }
  }

  public static class Succeeding extends Sample {
    private BundleContext given;

    @BeforeEach
    void given(BundleContext context) {
      given = context;
    }

    @Test
    void runsInsideABundle() {
      assertNotNull(FrameworkUtil.getBundle(Succeeding.class));
    }

    @Test
    void seesTheFramework(BundleContext context) {
      assertEquals(Bundle.ACTIVE, context.getBundle(0).getState());
      assertEquals(given, context);
    }
  }

  public static class Failing extends Sample {
    @Test
    void failing() {
      fail("told from inside: " + symbolicNameOfTheBridge().substring(0, 12));
    }

    @Test
    void throwing() throws IOException {
      throw new IOException("the line is dead");
    }

    private static String symbolicNameOfTheBridge() {
      return FrameworkUtil.getBundle(InFramework.class).getSymbolicName();
    }
  }

  public static class FailingBefore extends Sample {
    @BeforeEach
    void before() {
      throw new IllegalStateException("nothing to begin with");
    }

    @Test
    void neverReached() {}
  }

  public static class Aborting extends Sample {
    @Test
    void aborted() {
      Assumptions.abort("not here");
    }

    @Test
    @Disabled("as a sample")
    void disabled() {
      fail("must not run");
    }
  }

  public static class SkippedInside extends Sample {
    @Test
    @DisabledIf("isInside")
    void enabledOutsideOnly() {}

    static boolean isInside() {
      return FrameworkUtil.getBundle(SkippedInside.class) != null;
    }
  }

  public static class Overloaded extends Sample {
    @Test
    void twice() {}

    @Test
    void twice(BundleContext context) {
      assertNotNull(context);
    }
  }

  public static class Templates extends Sample {
    @RepeatedTest(2)
    void repeated() {}

    @Test
    void plain() {}
  }

  /** JUnit does not find a private method. */
  public static class Hidden {
    @Test
    private void hidden() {}
  }
}
