/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

/**
 * Why a request for an association ended as it did (IEC 62056-5-3, {@code
 * Associate-source-diagnostic}).
 *
 * @param source 1 for the ACSE service user, 2 for the ACSE service provider
 * @param code what it says
 */
public record Diagnostic(int source, int code) {
  /** Of the user: nothing to say. */
  public static final Diagnostic NULL = new Diagnostic(1, 0);

  /** Of the user: no reason. */
  public static final Diagnostic NO_REASON_GIVEN = new Diagnostic(1, 1);

  /** Of the user. */
  public static final Diagnostic APPLICATION_CONTEXT_NAME_NOT_SUPPORTED = new Diagnostic(1, 2);

  /** Of the user. */
  public static final Diagnostic CALLING_AP_TITLE_NOT_RECOGNIZED = new Diagnostic(1, 3);

  /** Of the user. */
  public static final Diagnostic AUTHENTICATION_MECHANISM_NAME_NOT_RECOGNISED =
      new Diagnostic(1, 11);

  /** Of the user. */
  public static final Diagnostic AUTHENTICATION_MECHANISM_NAME_REQUIRED = new Diagnostic(1, 12);

  /** Of the user. */
  public static final Diagnostic AUTHENTICATION_FAILURE = new Diagnostic(1, 13);

  /** Of the user: the two more passes of high level security follow. */
  public static final Diagnostic AUTHENTICATION_REQUIRED = new Diagnostic(1, 14);

  /** As the standard writes it: {@code authentication-failure}. */
  public String text() {
    if (source == 2) {
      return switch (code) {
        case 0 -> "null";
        case 1 -> "no-reason-given";
        case 2 -> "no-common-acse-version";
        default -> "acse-service-provider-" + code;
      };
    }
    return switch (code) {
      case 0 -> "null";
      case 1 -> "no-reason-given";
      case 2 -> "application-context-name-not-supported";
      case 3 -> "calling-AP-title-not-recognized";
      case 4 -> "calling-AP-invocation-identifier-not-recognized";
      case 5 -> "calling-AE-qualifier-not-recognized";
      case 6 -> "calling-AE-invocation-identifier-not-recognized";
      case 7 -> "called-AP-title-not-recognized";
      case 8 -> "called-AP-invocation-identifier-not-recognized";
      case 9 -> "called-AE-qualifier-not-recognized";
      case 10 -> "called-AE-invocation-identifier-not-recognized";
      case 11 -> "authentication-mechanism-name-not-recognised";
      case 12 -> "authentication-mechanism-name-required";
      case 13 -> "authentication-failure";
      case 14 -> "authentication-required";
      default -> "acse-service-user-" + code;
    };
  }

  /** In words for a person: what it is, and what to look at. */
  public String words() {
    if (source == 2) {
      return switch (code) {
        case 0 -> "nothing to say";
        case 1 -> "the meter gives no reason";
        case 2 -> "no common version of ACSE";
        default -> "code " + code + " of the ACSE service provider, which no standard names";
      };
    }
    return switch (code) {
      case 0 -> "nothing to say";
      case 1 -> "the meter gives no reason";
      case 2 ->
          "application context not supported: the meter wants the other referencing (logical or"
              + " short names), or wants ciphering where there is none, or none where there is";
      case 3 ->
          "calling AP title not recognized: the meter does not know the client's system title, or"
              + " misses it";
      case 4 -> "calling AP invocation identifier not recognized";
      case 5 -> "calling AE qualifier not recognized: the meter does not know the certificate";
      case 6 -> "calling AE invocation identifier not recognized: the meter does not know the user";
      case 7 -> "called AP title not recognized";
      case 8 -> "called AP invocation identifier not recognized";
      case 9 -> "called AE qualifier not recognized";
      case 10 -> "called AE invocation identifier not recognized";
      case 11 ->
          "authentication mechanism not recognised: the meter does not offer this mechanism to this"
              + " client";
      case 12 ->
          "authentication mechanism required: the meter wants a password or high level security of"
              + " this client";
      case 13 ->
          "authentication failure: the password is wrong or the secret is, or the meter has locked"
              + " this client after too many attempts";
      case 14 -> "authentication required: the passes of high level security follow";
      default -> "code " + code + " of the ACSE service user, which no standard names";
    };
  }
}
