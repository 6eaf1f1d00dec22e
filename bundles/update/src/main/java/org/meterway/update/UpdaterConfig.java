/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration of the updater. */
@ObjectClassDefinition(
    id = UpdaterComponent.PID,
    name = "Meterway updates",
    description =
        "Looks for signed releases of the bundles of this gateway and applies them. Off until it has an"
            + " index and trusted keys.")
@interface UpdaterConfig {
  @AttributeDefinition(
      name = "Index",
      description =
          "Address of the repository, such as https://updates.example/meterway/index.json or"
              + " file:/srv/meterway/. Empty: no updates.",
      required = false)
  String index() default "";

  @AttributeDefinition(
      name = "Channel",
      description = "Which releases of the repository are for this gateway.")
  String channel() default "stable";

  @AttributeDefinition(
      name = "Trusted keys",
      description =
          "PEM file with the public keys (Ed25519) of those who may publish, as an absolute path."
              + " Several keys while one follows another.",
      required = false)
  String trustedKeys() default "";

  @AttributeDefinition(
      name = "Apply",
      description =
          "How far the gateway goes by itself: says that there is a release, fetches it, or applies"
              + " it.",
      options = {
        @Option(label = "Check only", value = "CHECK_ONLY"),
        @Option(label = "Fetch only", value = "STAGE_ONLY"),
        @Option(label = "Automatic", value = "AUTOMATIC")
      })
  String apply() default "STAGE_ONLY";

  @AttributeDefinition(
      name = "Check interval (min)",
      description = "How often the gateway looks. 0: only when it is asked to.",
      min = "0",
      max = "44640")
  int checkMinutes() default 1440;

  @AttributeDefinition(
      name = "Spread (min)",
      description =
          "Each gateway looks, and applies within the window, later by a time of its own up to this,"
              + " so that a fleet does not come all at once.",
      min = "0",
      max = "1440")
  int spreadMinutes() default 60;

  @AttributeDefinition(
      name = "Window",
      description =
          "When a release may be applied without being asked, in local time, such as 02:00-04:00."
              + " Empty: at any time.",
      required = false)
  String window() default "";

  @AttributeDefinition(
      name = "Time to be healthy (s)",
      description =
          "How long the new bundles may take until ports, head ends and links are up as before;"
              + " otherwise the old ones are taken back.",
      min = "5",
      max = "3600")
  int healthSeconds() default 120;

  @AttributeDefinition(
      name = "Time to stay healthy (s)",
      description = "How long all must stay well after that before the release counts.",
      min = "0",
      max = "3600")
  int stableSeconds() default 30;

  @AttributeDefinition(
      name = "Certificate authorities",
      description =
          "PEM file with the authorities that may have certified the server, as an absolute path."
              + " Empty: those of Java.",
      required = false)
  String caFile() default "";

  @AttributeDefinition(
      name = "Proxy",
      description =
          "Proxy for https as host:port. Empty: what Java is told with https.proxyHost, or none.",
      required = false)
  String proxy() default "";

  @AttributeDefinition(
      name = "Network patience (s)",
      description = "How long a connection may take, and about how long no byte may come.",
      min = "1",
      max = "600")
  int timeoutSeconds() default 30;
}
