/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.message;

/** The ids of the known parameters of protocol 0x2200. */
public final class Parameters {
  /** State of the communication module. */
  public static final int MODULE_STATE = 0x8002;

  /** Link quality. */
  public static final int LINK_QUALITY = 0x8003;

  /** Serial number of the meter. */
  public static final int SERIAL_NUMBER = 0x8005;

  /** Name of the device. */
  public static final int DEVICE_NAME = 0x8007;

  /** First parameter of the image transfer. */
  public static final int IMAGE_FIRST = 0x3007;

  /** Last parameter of the image transfer. */
  public static final int IMAGE_LAST = 0x300A;

  private Parameters() {}

  /** Whether the parameter's value stands bare, without type and request id. */
  public static boolean isPlain(int parameter) {
    return parameter == LINK_QUALITY || parameter == SERIAL_NUMBER || parameter == DEVICE_NAME;
  }

  /** Whether the parameter belongs to the image transfer. */
  public static boolean isImage(int parameter) {
    return parameter >= IMAGE_FIRST && parameter <= IMAGE_LAST;
  }
}
