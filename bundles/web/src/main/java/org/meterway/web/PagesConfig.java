/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What a user configures of the pages. */
@ObjectClassDefinition(
    id = Pages.PID,
    name = "Meterway pages",
    description =
        "Who may see the status page and what else is under /meterway. Without a password nobody"
            + " may; the standalone gateway then asks for that of its Web Console.")
@interface PagesConfig {
  @AttributeDefinition(name = "User", description = "The name to log in with; without a colon.")
  String user() default "admin";

  @AttributeDefinition(
      name = "Password",
      description =
          "The password to log in with, at least 8 characters. Stored encrypted, never shown.",
      type = AttributeType.PASSWORD,
      required = false)
  String password();

  @AttributeDefinition(
      name = "Public paths",
      description =
          "Paths below /meterway that may be read without a password, such as /metrics or /health."
              + " They can be seen by everybody who reaches this gateway.",
      cardinality = 10,
      required = false)
  String[] publicPaths() default {};
}
