/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.DataWriter;

/** An APDU: of the association or of a service (Green Book, {@code COSEMpdu ::= CHOICE}). */
public sealed interface Apdu
    permits AcseApdu,
        InitiateRequest,
        InitiateResponse,
        ConfirmedServiceError,
        GetRequest,
        GetResponse,
        SetRequest,
        SetResponse,
        ActionRequest,
        ActionResponse,
        AccessRequest,
        AccessResponse,
        EventNotification,
        DataNotification,
        DataNotificationConfirm,
        ReadRequest,
        ReadResponse,
        WriteRequest,
        WriteResponse,
        UnconfirmedWriteRequest,
        InformationReport,
        ExceptionResponse,
        GeneralBlockTransfer,
        Ciphered,
        GeneralGloCiphering,
        GeneralDedCiphering,
        GeneralCiphering,
        GeneralSigning {
  /** The first octet: see {@link ApduTag}. */
  int tag();

  /** Encodes. */
  void write(DataWriter out);
}
