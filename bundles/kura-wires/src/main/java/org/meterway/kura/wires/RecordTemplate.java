/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.kura.wire.WireRecord;
import org.meterway.api.message.Command;

/**
 * What is configured for records that do not say it themselves.
 *
 * @param command SERIAL_NET, GET or SET
 * @param parameter what GET and SET are about
 * @param value what is sent where a record has no value; empty for none
 */
record RecordTemplate(Command command, OptionalInt parameter, Optional<byte[]> value) {
  /** The fields of a message to the meter. */
  RecordFields message(WireRecord record) throws RecordException {
    return saysWhatItIs(record) ? RecordFields.of(record) : filled(record);
  }

  /** The bytes for the head end. */
  byte[] payload(WireRecord record) throws RecordException {
    RecordFields fields = RecordFields.of(record);
    if (fields.valueName().isPresent()) {
      return fields.valueBytes();
    }
    if (fields.has(RecordProperties.RAW)) {
      return fields.raw();
    }
    return value.isPresent() ? value.get() : fields.valueBytes();
  }

  private static boolean saysWhatItIs(WireRecord record) {
    Map<String, ?> properties = record.getProperties();
    return properties.containsKey(RecordProperties.RAW)
        || properties.containsKey(RecordProperties.PROTOCOL)
        || properties.containsKey(RecordProperties.COMMAND)
        || properties.containsKey(RecordProperties.PARAMETER);
  }

  private RecordFields filled(WireRecord record) throws RecordException {
    Map<String, Object> values = new HashMap<>();
    values.put(RecordProperties.COMMAND, command.name());
    if (command != Command.SERIAL_NET) {
      parameter.ifPresent(id -> values.put(RecordProperties.PARAMETER, id));
    }
    // Whatever is in the record, it is a mere occasion for the question.
    if (command != Command.GET) {
      addValue(record, values);
    }
    return new RecordFields(values);
  }

  private void addValue(WireRecord record, Map<String, Object> values) throws RecordException {
    RecordFields fields = RecordFields.of(record);
    if (fields.valueName().isPresent()) {
      values.put(RecordProperties.VALUE, fields.valueBytes());
    } else {
      value.ifPresent(bytes -> values.put(RecordProperties.VALUE, bytes));
    }
  }
}
