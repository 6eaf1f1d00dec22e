/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** A scenario that can be a guest of a gateway on which others inject their faults as well. */
abstract class GuestScenario implements Scenario {
  /** What the gateway must be told before it starts. */
  void prepare(Site site) throws IOException {}

  /** Injects the faults into the gateway that runs. */
  abstract void inject(Site site, Dose dose) throws IOException, InterruptedException;

  @Override
  public final List<Row> run(Dose dose) throws IOException, InterruptedException {
    return run(List.of(this), dose);
  }

  private static List<Row> run(List<GuestScenario> guests, Dose dose)
      throws IOException, InterruptedException {
    try (Site site = new Site(Load.USUAL, dose)) {
      for (GuestScenario guest : guests) {
        guest.prepare(site);
      }
      site.start();
      for (GuestScenario guest : guests) {
        guest.inject(site, dose);
      }
      return site.finish();
    }
  }

  /** All of them one after the other on one gateway, as in the short form. */
  static Scenario together(List<GuestScenario> guests) {
    return new Scenario() {
      @Override
      public String name() {
        return guests.stream().map(Scenario::name).collect(Collectors.joining(", "));
      }

      @Override
      public List<Row> run(Dose dose) throws IOException, InterruptedException {
        return GuestScenario.run(guests, dose);
      }
    };
  }
}
