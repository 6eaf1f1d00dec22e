/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Says which action is due after how many failed rounds in a row. It does nothing itself and knows
 * no time but the one that it is given. Not thread-safe.
 *
 * <p>At most one step is taken a round, the earlier ones first; a step that cannot be taken does
 * not keep the later ones, and is taken as soon as it can be.
 */
final class Ladder {
  /** Whether a step's action can be called. */
  enum Standing {
    READY,
    /** Configured not to be. */
    SWITCHED_OFF,
    /** There is no action of that name. */
    MISSING,
    /** An earlier call has still not returned. */
    BUSY,
    /** It was called as often as its limit allows; said by the ladder itself. */
    LIMIT_REACHED
  }

  /**
   * What to do in a round.
   *
   * @param call the step to take, if any
   * @param held steps that were due and could not be taken, each told once until the next success
   */
  record Turn(Optional<Step> call, List<Held> held) {}

  /** A step that was due, and why it was not taken. */
  record Held(Step step, Standing why) {}

  private final List<Rung> rungs = new ArrayList<>();

  /** In any order: they are sorted by when they are due. */
  Ladder(List<Step> steps) {
    steps.stream()
        .sorted(Comparator.comparingInt(Step::after))
        .forEach(step -> rungs.add(new Rung(step)));
  }

  /** The steps in the order in which they are taken. */
  List<Step> steps() {
    return rungs.stream().map(rung -> rung.step).toList();
  }

  /** A round was well: the next failure is the first one again. */
  void recovered() {
    rungs.forEach(Rung::reset);
  }

  /**
   * A round has failed.
   *
   * @param failures how many have now, in a row
   * @param usage what was called before; the caller notes there what it calls
   * @param now on the usage's clock
   */
  Turn failed(int failures, Function<Step, Standing> standing, Usage usage, long now) {
    List<Held> held = new ArrayList<>();
    for (Rung rung : rungs) {
      if (rung.isDue(failures)) {
        Standing found = standing.apply(rung.step);
        if (found == Standing.READY && !usage.permits(rung.step.action(), rung.step.limit(), now)) {
          found = Standing.LIMIT_REACHED;
        }
        if (found == Standing.READY) {
          rung.taken = failures;
          rung.told.clear();
          return new Turn(Optional.of(rung.step), held);
        }
        if (rung.told.add(found)) {
          held.add(new Held(rung.step, found));
        }
      }
    }
    return new Turn(Optional.empty(), held);
  }

  /** One step, and what became of it since the last success. */
  private static final class Rung {
    private final Step step;
    private final Set<Standing> told = EnumSet.noneOf(Standing.class);

    /** At how many failures it was taken last; 0 for not yet. */
    private int taken;

    Rung(Step step) {
      this.step = step;
    }

    boolean isDue(int failures) {
      return taken == 0
          ? failures >= step.after()
          : step.repeat() > 0 && failures - taken >= step.repeat();
    }

    void reset() {
      taken = 0;
      told.clear();
    }
  }
}
