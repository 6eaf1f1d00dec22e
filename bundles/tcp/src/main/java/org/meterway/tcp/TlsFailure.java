/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Tells in an operator's words why TLS failed. */
final class TlsFailure {
  private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

  /** What an alert means when the head end sends it to us. */
  private static final Map<String, String> ALERTS =
      Map.ofEntries(
          Map.entry("bad_certificate", "it refuses our certificate as damaged or not acceptable"),
          Map.entry(
              "unsupported_certificate", "it refuses our certificate: not of a kind it takes"),
          Map.entry("certificate_revoked", "it refuses our certificate: revoked"),
          Map.entry("certificate_expired", "it refuses our certificate: expired, by its clock"),
          Map.entry("certificate_unknown", "it refuses our certificate"),
          Map.entry("certificate_required", "it wants a client certificate"),
          Map.entry("unknown_ca", "it does not trust the issuer of our certificate"),
          Map.entry("access_denied", "it knows our certificate and does not let it in"),
          Map.entry("decrypt_error", "it cannot verify our signature: key and certificate differ"),
          Map.entry("protocol_version", "no version of TLS in common (see tlsVersions)"),
          Map.entry("insufficient_security", "it wants stronger ciphers than ours"),
          Map.entry("handshake_failure", "it found nothing that both sides accept"),
          Map.entry("unrecognized_name", "it does not know the name that we ask for"),
          Map.entry("no_renegotiation", "it does not renegotiate"),
          Map.entry("internal_error", "it has a fault of its own"),
          Map.entry("user_canceled", "it gave the handshake up"));

  private TlsFailure() {}

  /** The failure of Java's TLS, in words. */
  static TlsException inWords(SSLException failure, ClientCertificate client) {
    return new TlsException(CertificateWords.harmless(words(failure, client)), failure);
  }

  /** The end of a connection within its handshake. */
  static TlsException closedInHandshake(ClientCertificate client) {
    return new TlsException(
        client.wasAsked() && client.offered() == null
            ? missingCertificate() + "; it closed the connection"
            : "closed by the head end during the TLS handshake");
  }

  /** The failure of the connection within its handshake. */
  static TlsException inHandshake(IOException failure, ClientCertificate client) {
    String words = FailureReason.of(failure) + " during the TLS handshake";
    return new TlsException(
        client.wasAsked() && client.offered() == null ? missingCertificate() + "; " + words : words,
        failure);
  }

  /** Nothing went wrong, but it took too long. */
  static String timedOut(int milliseconds, boolean heard) {
    return "the TLS handshake did not end within "
        + milliseconds
        + " ms"
        + (heard ? "" : "; does the head end speak TLS on this port?");
  }

  private static String words(SSLException failure, ClientCertificate client) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateWords.Refused refused) {
        return refused.getMessage();
      }
    }
    String message = String.valueOf(failure.getMessage());
    Matcher alert = ALERT.matcher(message);
    if (alert.find()) {
      return alert(alert.group(1), client);
    }
    if (message.contains("nrecognized SSL message")
        || message.startsWith("Unsupported record version")) {
      return "the head end does not speak TLS on this port";
    }
    if (message.contains("selected protocol version") || message.startsWith("Server chose")) {
      return "no version of TLS in common (see tlsVersions): " + message;
    }
    return "TLS failed: " + message;
  }

  private static String alert(String name, ClientCertificate client) {
    String suffix = " (alert " + name + ")";
    if (client.wasAsked() && client.offered() == null) {
      return missingCertificate() + suffix;
    }
    String meaning = ALERTS.get(name);
    String whose =
        client.offered() == null || meaning == null || !meaning.contains("our certificate")
            ? ""
            : ", " + CertificateWords.subject(client.offered());
    return "the head end ends TLS: "
        + (meaning == null ? name.replace('_', ' ') : meaning)
        + whose
        + suffix;
  }

  private static String missingCertificate() {
    return "the head end wants a client certificate (see tlsCertificate), and there is none that"
        + " fits";
  }
}
