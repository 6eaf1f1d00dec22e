/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.bridge;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.launcher.Launcher;
import org.opentest4j.TestAbortedException;
import org.ops4j.pax.exam.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the framework needs so that JUnit 5 runs inside it. */
public final class InsideJUnit {
  /** Pax Exam's property that chooses the invoker. */
  static final String INVOKER_PROPERTY = "pax.exam.invoker";

  /** The name of the bridge's invoker. */
  static final String INVOKER = "junit5";

  private static final long STOP_TIMEOUT_MS = 20_000;

  private InsideJUnit() {}

  /**
   * The bundles of JUnit, SLF4J and this bridge, from the class path: nothing is downloaded. And a
   * framework that does not stop fails the test class instead of holding it up for minutes.
   */
  public static Option options() {
    Stream<Option> bundles =
        Stream.of(
                TestAbortedException.class,
                AnnotationSupport.class,
                TestEngine.class,
                Launcher.class,
                Test.class,
                JupiterTestEngine.class,
                Logger.class,
                LoggerFactory.getILoggerFactory().getClass(),
                InsideJUnit.class)
            .map(InsideJUnit::bundleOf);
    return composite(
        Stream.concat(bundles, Stream.of(systemTimeout(STOP_TIMEOUT_MS))).toArray(Option[]::new));
  }

  /** The jar or folder on the class path that a class is from, as a bundle. */
  public static Option bundleOf(Class<?> type) {
    URL url = type.getProtectionDomain().getCodeSource().getLocation();
    return bundle(Files.isDirectory(Path.of(url.getPath())) ? "reference:" + url : url.toString());
  }
}
