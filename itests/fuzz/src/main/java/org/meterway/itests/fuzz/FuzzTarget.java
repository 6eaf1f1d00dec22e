/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

/**
 * Something that takes bytes from outside, and what must hold for any bytes.
 *
 * <p>In the test command the stored inputs run, and for a moment inputs that are made of them by
 * chance, always the same ones. The soak runs many more of these, with another seed each time
 * ({@link FuzzSettings}), and then lets Jazzer look for new ones by coverage. By hand:
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn -pl bundles/rfc1662 -am test -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dtest=LengthFramingFuzzTest#fuzz -Djazzer.max_duration=5m
 * </pre>
 *
 * <p>An input that fails belongs in {@code src/test/resources}, in the folder {@code <simple name
 * of the class>Inputs/fuzz} of the class's package.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FuzzTarget {
  private static final String JAZZER_LOOKS = "JAZZER_FUZZ";

  private final FuzzSettings settings = FuzzSettings.ofProcess();
  private final boolean isByChance = System.getenv(JAZZER_LOOKS) == null;
  private final FuzzRuns runs = new FuzzRuns(this::check, isByChance);

  /** For subclasses. */
  protected FuzzTarget() {}

  /**
   * One run. Keeps nothing for the next one, and decides nothing by anything but the input.
   *
   * @throws Exception any is a finding, as is an error
   */
  protected abstract void check(byte[] input) throws Exception;

  /** Stretches of bytes that mean something here; makes inputs by chance more telling. */
  protected List<String> words() {
    return List.of();
  }

  /** The longest input by chance, in bytes. */
  protected int longest() {
    return 1024;
  }

  /** How much a run costs: the inputs by chance are fewer by this factor. */
  protected int weight() {
    return 1;
  }

  /** Counts from here. */
  @BeforeAll
  final void begin() {
    runs.begin();
  }

  /** A stored input, or one that Jazzer made. */
  @FuzzTest(maxDuration = "24h")
  public final void fuzz(byte[] input) throws Throwable {
    runs.run(input);
  }

  /** Inputs by chance. */
  @Test
  @DisabledIfEnvironmentVariable(named = JAZZER_LOOKS, matches = ".+")
  public final void anyInputs() throws Throwable {
    List<byte[]> seeds = Seeds.of(getClass());
    List<byte[]> words = words().stream().map(w -> w.getBytes(StandardCharsets.UTF_8)).toList();
    Mutator inputs = new Mutator(new SplittableRandom(settings.seed()), seeds, words, longest());
    long begin = System.nanoTime();
    for (long run = 0; run < settings.runs() / weight() && settings.hasTime(begin); run++) {
      byte[] input = inputs.next();
      try {
        runs.run(input);
      } catch (Throwable e) {
        throw Finding.of(getClass(), settings, input, e, this::check);
      }
    }
  }

  /** Says what was done; fails if it left memory behind. */
  @AfterAll
  final void end() throws IOException {
    String how = isByChance ? "by chance" : "by coverage";
    FuzzFigures figures = runs.end(getClass().getSimpleName().replace("FuzzTest", ""), how);
    settings.report(figures);
    figures.assertNothingKept();
  }
}
