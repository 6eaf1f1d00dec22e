/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration of the store. */
@ObjectClassDefinition(
    id = PayloadStoreComponent.PID,
    name = "Meterway store",
    description =
        "Keeps what waits for the head ends on disk, so that it survives a power cut. How much of it,"
            + " each head end says.")
@interface StoreConfig {
  @AttributeDefinition(
      name = "Mode",
      description =
          "Where payloads are kept. In memory they are lost with the process. A change takes effect"
              + " at the next start.",
      options = {
        @Option(label = "On disk", value = "DISK"),
        @Option(label = "In memory only", value = "MEMORY")
      })
  String mode() default "DISK";

  @AttributeDefinition(
      name = "Directory",
      description =
          "Absolute path of the folder for the payloads, on a disk of this machine. Empty: the"
              + " folder store in the gateway's data folder, in Kura meterway/store in Kura's. A"
              + " change takes effect at the next start; what waits in the old folder stays there.",
      required = false)
  String directory() default "";

  @AttributeDefinition(
      name = "Segment size (bytes)",
      description =
          "Size of a file of the log. Each head end has two at least; a change takes effect with the"
              + " next file.",
      min = "65536",
      max = "268435456")
  int segmentBytes() default 4 * 1024 * 1024;

  @AttributeDefinition(
      name = "Gather for (ms)",
      description =
          "How long payloads are gathered before they are written together. 0 writes at once; more"
              + " spares flash, and delays each payload by so much.",
      min = "0",
      max = "1000")
  int commitDelayMs() default 0;

  @AttributeDefinition(
      name = "Disk time-out (ms)",
      description =
          "A disk that takes longer counts as failed: payloads go on in memory until it answers.",
      min = "100",
      max = "600000")
  int diskTimeoutMs() default 10_000;

  @AttributeDefinition(
      name = "Memory without disk (bytes)",
      description =
          "The most bytes of one head end that are held in memory only, while the disk is away or"
              + " where there shall be none.",
      min = "65536",
      max = "1073741824")
  int memoryBytes() default 16 * 1024 * 1024;

  @AttributeDefinition(
      name = "Retry (s)",
      description = "Time between attempts to use a disk that failed.",
      min = "1",
      max = "3600")
  int retrySeconds() default 10;
}
