/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.meterway.dlms.apdu.CaptureObject;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTag;
import org.meterway.dlms.data.DataTypeException;
import org.meterway.dlms.data.Obis;
import org.meterway.dlms.data.ScalerUnit;
import org.meterway.dlms.data.Unit;

/**
 * How the body of a telegram is to be read. Customer ports of European meters differ in it; what a
 * telegram is, is recognised by its structure, not by a setting.
 */
public enum PushLayout {
  /**
   * The first element is the push object list itself, the others are the values in its order (Blue
   * Book, class Push setup).
   */
  OBJECT_LIST {
    @Override
    List<Reading> read(Data body) {
      List<Data> values = elements(body);
      if (values.isEmpty() || elements(values.get(0)).size() != values.size()) {
        return List.of();
      }
      List<Data> definitions = values.get(0).elements();
      List<Reading> readings = new ArrayList<>();
      for (int i = 1; i < values.size(); i++) {
        Optional<CaptureObject> object = object(definitions.get(i));
        if (object.isEmpty()) {
          return List.of();
        }
        int attribute = object.get().attribute();
        readings.add(new Reading(object.get().instance(), attribute, values.get(i), null));
      }
      return object(definitions.get(0)).isEmpty() ? List.of() : readings;
    }
  },

  /**
   * Each element has a name, a value and, where it is measured, a scaler and unit of its own:
   * Aidon, Iskraemeco, Landis+Gyr in the Nordic countries.
   */
  ENTRIES {
    @Override
    List<Reading> read(Data body) {
      List<Reading> readings = new ArrayList<>();
      for (Data entry : elements(body)) {
        List<Data> fields = elements(entry);
        int size = fields.size();
        if (size < 2 || size > 3 || !isName(fields.get(0))) {
          return List.of();
        }
        Optional<ScalerUnit> scalerUnit = scalerUnit(fields.get(size - 1));
        if (size == 3 && scalerUnit.isEmpty()) {
          return List.of();
        }
        ScalerUnit meaning = size == 3 ? scalerUnit.get() : null;
        readings.add(new Reading(obis(fields.get(0)), 0, fields.get(1), meaning));
      }
      return readings;
    }
  },

  /**
   * Names and values follow each other, with a scaler and unit behind a value or without; before
   * the first name there may be a version or a time: Kamstrup, Landis+Gyr E450, Kaifa in Austria,
   * Sagemcom.
   */
  NAMES_AND_VALUES {
    @Override
    List<Reading> read(Data body) {
      List<Data> elements = elements(body);
      int at = 0;
      while (at < elements.size() && !isName(elements.get(at))) {
        at++;
      }
      if (at > 1) {
        return List.of();
      }
      boolean kamstrup = at == 1 && isText(elements.get(0), "Kamstrup");
      List<Reading> readings = new ArrayList<>();
      while (at < elements.size()) {
        if (!isName(elements.get(at)) || at + 1 == elements.size()) {
          return List.of();
        }
        Obis name = obis(elements.get(at));
        Data value = elements.get(at + 1);
        at += 2;
        ScalerUnit meaning = kamstrup ? KAMSTRUP.get(quantity(name)) : null;
        if (at < elements.size() && scalerUnit(elements.get(at)).isPresent()) {
          meaning = scalerUnit(elements.get(at)).get();
          at++;
        }
        readings.add(new Reading(name, 0, value, meaning));
      }
      return readings;
    }
  },

  /**
   * Values alone, told apart by how many there are: Kaifa in the Nordic countries (lists of 1, 9,
   * 13, 14 and 18 values).
   */
  VALUES_IN_ORDER {
    @Override
    List<Reading> read(Data body) {
      List<Data> elements = elements(body);
      List<Column> columns = KAIFA.get(elements.size());
      if (columns == null || body.tag() != DataTag.STRUCTURE) {
        return List.of();
      }
      if (elements.size() > 1 && !isText(elements.get(0), "KFM")) {
        return List.of();
      }
      List<Reading> readings = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        Data value = elements.get(i);
        Column column = columns.get(i);
        if (column.scalerUnit() != null && !(value instanceof Data.Number)) {
          return List.of();
        }
        readings.add(new Reading(column.name(), 0, value, column.scalerUnit()));
      }
      return readings;
    }
  },

  /** None of these: the body has to speak for itself. */
  OTHER {
    @Override
    List<Reading> read(Data body) {
      return List.of();
    }
  };

  private static final int NAME_LENGTH = 6;

  private static final ScalerUnit WATT = new ScalerUnit(0, Unit.of(27));
  private static final ScalerUnit VAR = new ScalerUnit(0, Unit.of(29));
  private static final ScalerUnit WATT_HOUR = new ScalerUnit(0, Unit.of(30));
  private static final ScalerUnit VAR_HOUR = new ScalerUnit(0, Unit.of(32));
  private static final ScalerUnit MILLIAMPERE = new ScalerUnit(-3, Unit.of(33));
  private static final ScalerUnit TENTH_OF_VOLT = new ScalerUnit(-1, Unit.of(35));

  /**
   * By value groups C, D: Kamstrup's HAN telegrams (Kamstrup_V0001) have powers in W and var,
   * currents in 0.01 A, voltages in V, energies in 10 Wh and 10 varh.
   */
  private static final Map<String, ScalerUnit> KAMSTRUP = kamstrup();

  /** The lists of the Norwegian HAN telegrams of Kaifa, by the number of values. */
  private static final Map<Integer, List<Column>> KAIFA = kaifa();

  /** What stands at one place. */
  private record Column(Obis name, ScalerUnit scalerUnit) {
    static Column of(String name, ScalerUnit scalerUnit) {
      return new Column(Obis.of(name), scalerUnit);
    }
  }

  /** The body's values; none when it has another layout. */
  abstract List<Reading> read(Data body);

  /** The layout that fits, {@link #OTHER} if none does. */
  public static PushLayout of(Data body) {
    for (PushLayout layout : values()) {
      if (!layout.read(body).isEmpty()) {
        return layout;
      }
    }
    return OTHER;
  }

  /** The body's values in order; empty where the layout is another. */
  public List<Reading> readings(Data body) {
    return List.copyOf(read(body));
  }

  private static Map<String, ScalerUnit> kamstrup() {
    ScalerUnit current = new ScalerUnit(-2, Unit.of(33));
    ScalerUnit voltage = new ScalerUnit(0, Unit.of(35));
    ScalerUnit energy = new ScalerUnit(1, Unit.of(30));
    ScalerUnit reactive = new ScalerUnit(1, Unit.of(32));
    return Map.ofEntries(
        Map.entry("1.7", WATT),
        Map.entry("2.7", WATT),
        Map.entry("3.7", VAR),
        Map.entry("4.7", VAR),
        Map.entry("31.7", current),
        Map.entry("51.7", current),
        Map.entry("71.7", current),
        Map.entry("32.7", voltage),
        Map.entry("52.7", voltage),
        Map.entry("72.7", voltage),
        Map.entry("1.8", energy),
        Map.entry("2.8", energy),
        Map.entry("3.8", reactive),
        Map.entry("4.8", reactive));
  }

  private static Map<Integer, List<Column>> kaifa() {
    List<Column> power = List.of(Column.of("1.0.1.7.0.255", WATT));
    List<Column> head =
        List.of(
            Column.of("1.1.0.2.129.255", null),
            Column.of("0.0.96.1.0.255", null),
            Column.of("0.0.96.1.7.255", null),
            Column.of("1.0.1.7.0.255", WATT),
            Column.of("1.0.2.7.0.255", WATT),
            Column.of("1.0.3.7.0.255", VAR),
            Column.of("1.0.4.7.0.255", VAR));
    List<Column> onePhase =
        List.of(
            Column.of("1.0.31.7.0.255", MILLIAMPERE), Column.of("1.0.32.7.0.255", TENTH_OF_VOLT));
    List<Column> threePhases =
        List.of(
            Column.of("1.0.31.7.0.255", MILLIAMPERE),
            Column.of("1.0.51.7.0.255", MILLIAMPERE),
            Column.of("1.0.71.7.0.255", MILLIAMPERE),
            Column.of("1.0.32.7.0.255", TENTH_OF_VOLT),
            Column.of("1.0.52.7.0.255", TENTH_OF_VOLT),
            Column.of("1.0.72.7.0.255", TENTH_OF_VOLT));
    List<Column> hourly =
        List.of(
            Column.of("0.0.1.0.0.255", null),
            Column.of("1.0.1.8.0.255", WATT_HOUR),
            Column.of("1.0.2.8.0.255", WATT_HOUR),
            Column.of("1.0.3.8.0.255", VAR_HOUR),
            Column.of("1.0.4.8.0.255", VAR_HOUR));
    List<Column> nine = join(head, onePhase);
    List<Column> thirteen = join(head, threePhases);
    return Map.of(
        1, power, 9, nine, 13, thirteen, 14, join(nine, hourly), 18, join(thirteen, hourly));
  }

  private static List<Column> join(List<Column> first, List<Column> second) {
    List<Column> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }

  private static String quantity(Obis name) {
    return name.c() + "." + name.d();
  }

  private static List<Data> elements(Data data) {
    return data.tag() == DataTag.STRUCTURE || data.tag() == DataTag.ARRAY
        ? data.elements()
        : List.of();
  }

  private static boolean isName(Data data) {
    return data instanceof Data.OctetString && data.asBytes().length == NAME_LENGTH;
  }

  private static Obis obis(Data data) {
    return Obis.read(data.asBytes(), 0);
  }

  private static boolean isText(Data data, String begin) {
    if (data instanceof Data.OctetString || data instanceof Data.VisibleString) {
      byte[] octets = data.asBytes();
      for (int i = 0; i < begin.length(); i++) {
        if (i >= octets.length || octets[i] != begin.charAt(i)) {
          return false;
        }
      }
      return true;
    }
    return false;
  }

  private static Optional<ScalerUnit> scalerUnit(Data data) {
    List<Data> fields = elements(data);
    return fields.size() == 2
            && fields.get(0).tag() == DataTag.INTEGER
            && fields.get(1).tag() == DataTag.ENUM
        ? Optional.of(ScalerUnit.of(data))
        : Optional.empty();
  }

  /** A definition of a push object list: a capture object, with a restriction behind it or not. */
  private static Optional<CaptureObject> object(Data definition) {
    List<Data> fields = elements(definition);
    if (fields.size() < 4) {
      return Optional.empty();
    }
    try {
      return Optional.of(CaptureObject.of(Data.structure(fields.subList(0, 4))));
    } catch (DataTypeException e) {
      return Optional.empty();
    }
  }
}
