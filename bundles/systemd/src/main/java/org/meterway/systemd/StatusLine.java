/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.systemd;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;

/** How the gateway is, in one line for {@code systemctl status}. */
final class StatusLine {
  private static final int LONGEST = 200;
  private static final String LINK = "link";
  private static final String HEAD_END = "headend";

  private StatusLine() {}

  static String of(Collection<Status> statuses) {
    long links = statuses.stream().filter(status -> status.kind().equals(LINK)).count();
    long up =
        statuses.stream()
            .filter(status -> status.kind().equals(LINK) && status.state().equals("UP"))
            .count();
    long waiting =
        statuses.stream()
            .filter(status -> status.kind().equals(HEAD_END))
            .mapToLong(status -> number(status.facts().get("queued.payloads")))
            .sum();
    String line = links == 0 ? "no links" : up + " of " + links + (links == 1 ? " link" : " links");
    return plain(
        line
            + (links == 0 ? "" : " up")
            + (waiting == 0 ? "" : ", " + waiting + " payloads wait")
            + problems(statuses));
  }

  /** The worst one in words. A link repeats what its port and its head end say. */
  private static String problems(Collection<Status> statuses) {
    List<Status> unwell =
        statuses.stream()
            .filter(status -> status.health() != Health.OK)
            .sorted(
                Comparator.comparing(Status::health)
                    .reversed()
                    .thenComparing(status -> status.kind().equals(LINK))
                    .thenComparing(Status::kind)
                    .thenComparing(Status::name))
            .toList();
    if (unwell.isEmpty()) {
      return "";
    }
    Status first = unwell.get(0);
    long more =
        unwell.stream()
            .skip(1)
            .filter(status -> first.kind().equals(LINK) || !status.kind().equals(LINK))
            .count();
    return "; "
        + first.kind()
        + " "
        + first.name()
        + ": "
        + first.reason()
        + (more == 0 ? "" : "; and " + more + " more");
  }

  private static long number(String fact) {
    return fact != null && fact.matches("[0-9]{1,18}") ? Long.parseLong(fact) : 0;
  }

  /** One line, and not too long for one. */
  static String plain(String words) {
    String line = words.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}
