/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.capture;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of captures. */
@ObjectClassDefinition(
    id = CaptureComponent.PID,
    name = "Meterway capture",
    description =
        "Writes what passes on the lines of links to pcapng files, for Wireshark. The files hold"
            + " what the meters say.")
@interface CaptureConfig {
  @AttributeDefinition(
      name = "Enabled",
      description =
          "Captures all the time, from the start. Without it the command capture starts and ends"
              + " captures.")
  boolean enabled() default false;

  @AttributeDefinition(
      name = "Links",
      description = "The names of the links to capture. Empty: all.",
      cardinality = 10,
      required = false)
  String[] links() default {};

  @AttributeDefinition(
      name = "Folder",
      description =
          "Absolute path of the folder for the files. Empty: the folder capture in the gateway's"
              + " data folder, in Kura meterway/capture in Kura's.",
      required = false)
  String folder() default "";

  @AttributeDefinition(
      name = "File size (bytes)",
      description = "A file that has become so large is followed by another.",
      min = "65536",
      max = "1073741824")
  int fileBytes() default 16 * 1024 * 1024;

  @AttributeDefinition(
      name = "Files",
      description = "So many files are kept; the oldest gives way.",
      min = "1",
      max = "1000")
  int files() default 8;

  @AttributeDefinition(
      name = "Snap length (bytes)",
      description = "Of a longer frame only so many bytes are written.",
      min = "64",
      max = "262144")
  int snapLength() default 262_144;
}
