/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;

/** What the codes of {@link ConfirmedServiceError} mean. */
final class ServiceErrorWords {
  private static final List<String> KINDS =
      List.of(
          "application reference",
          "hardware resource",
          "state of the VDE",
          "service",
          "definition",
          "access",
          "initiate",
          "load data set",
          "change of scope",
          "task",
          "other");

  private static final List<List<String>> VALUES =
      List.of(
          List.of(
              "other",
              "time elapsed: no answer in time",
              "application unreachable",
              "application reference invalid",
              "application context unsupported",
              "error of the provider's communication",
              "deciphering error: look at the keys, system titles and the policy"),
          List.of(
              "other",
              "memory unavailable",
              "processor resource unavailable",
              "mass storage unavailable",
              "other resource unavailable"),
          List.of(
              "other",
              "no DLMS context",
              "loading a data set",
              "status no change",
              "status inoperable"),
          List.of("other", "PDU size: the APDU is too long", "service unsupported"),
          List.of(
              "other",
              "object undefined",
              "object class inconsistent",
              "object attribute inconsistent"),
          List.of(
              "other",
              "scope of access violated",
              "object access violated",
              "hardware fault",
              "object unavailable"),
          List.of(
              "other",
              "DLMS version too low: the meter is newer",
              "incompatible conformance: the client proposes nothing that the meter can do",
              "PDU size too short: the client's greatest APDU is too small",
              "refused by the VDE handler"),
          List.of(
              "other",
              "primitive out of sequence",
              "not loadable",
              "data set size too large",
              "segment not awaited",
              "interpretation failure",
              "storage failure",
              "data set not ready"),
          List.of("other"),
          List.of("other", "no remote control", "TI stopped", "TI running", "TI unusable"),
          List.of("other"));

  private ServiceErrorWords() {}

  static String of(ConfirmedServiceError error) {
    String service =
        switch (error.service()) {
          case 1 -> "initiate";
          case 5 -> "read";
          case 6 -> "write";
          default -> "service " + error.service();
        };
    String kind = word(KINDS, error.kind(), "error kind ");
    List<String> values = error.kind() < VALUES.size() ? VALUES.get(error.kind()) : List.of();
    return service + " failed (" + kind + "): " + word(values, error.value(), "code ");
  }

  private static String word(List<String> words, int code, String otherwise) {
    return code < words.size() ? words.get(code) : otherwise + code;
  }
}
