/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;
import org.meterway.dlms.data.DataWriter;

/** What the APDUs that begin and end an association have in common. */
sealed interface AcseApdu extends Apdu permits Aarq, Aare, Rlrq, Rlre {
  /** In the order that they have. */
  List<AcseElement> elements();

  /** Of the whole, where they are not what the elements make them; else none. */
  byte[] lengthOctets();

  @Override
  default void write(DataWriter out) {
    Acse.write(tag(), elements(), lengthOctets(), out);
  }

  /** The content of the first element with a tag, or null. */
  default byte[] find(int elementTag) {
    return Acse.find(elements(), elementTag);
  }

  /**
   * An encoded {@link InitiateRequest} of the client, or {@link InitiateResponse} or {@link
   * ConfirmedServiceError} of the meter, plain or ciphered; null for none.
   */
  default byte[] userInformation() {
    return Acse.octets(elements(), Acse.USER_INFORMATION);
  }
}
