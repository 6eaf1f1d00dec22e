/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.CosemTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** Activity calendar (class 20): tariffs by season, week and day; one in force, one to be. */
public final class ActivityCalendar extends CosemObject {
  /** Class 20. */
  public static final int CLASS_ID = 20;

  private static final int DAYS = 7;

  /**
   * A season.
   *
   * @param name the meter's name of it, a few bytes
   * @param start fields may be unspecified
   * @param week the name of the week that holds
   */
  public record Season(byte[] name, CosemDateTime start, byte[] week) {
    static Season of(Data data) {
      List<Data> part = data.elements();
      return new Season(part.get(0).asBytes(), dateTime(part.get(1)), part.get(2).asBytes());
    }

    Data toData() {
      return Data.structure(Data.octets(name), Data.octets(start), Data.octets(week));
    }
  }

  /**
   * A week.
   *
   * @param name the meter's name of it, a few bytes
   * @param days the id of the day profile of each day, Monday first
   */
  public record Week(byte[] name, List<Integer> days) {
    /** Checks that it has seven days. */
    public Week {
      days = List.copyOf(days);
      if (days.size() != DAYS) {
        throw new IllegalArgumentException("a week has 7 days, not " + days.size());
      }
    }

    static Week of(Data data) {
      List<Data> part = data.elements();
      return new Week(
          part.get(0).asBytes(),
          part.subList(1, part.size()).stream().map(CosemObject::integer).toList());
    }

    Data toData() {
      List<Data> all = new ArrayList<>(List.of(Data.octets(name)));
      days.forEach(day -> all.add(Data.unsigned8(day)));
      return Data.structure(all);
    }
  }

  /**
   * A day.
   *
   * @param id 0 to 255
   * @param switches what happens in the course of it
   */
  public record Day(int id, List<Switch> switches) {
    static Day of(Data data) {
      List<Data> part = data.elements();
      return new Day(
          integer(part.get(0)), part.get(1).elements().stream().map(Switch::of).toList());
    }

    Data toData() {
      return Data.structure(
          Data.unsigned8(id), Data.array(switches.stream().map(Switch::toData).toList()));
    }
  }

  /**
   * What happens at some time of a day.
   *
   * @param start fields may be unspecified
   * @param script what is done
   */
  public record Switch(CosemTime start, ScriptReference script) {
    static Switch of(Data data) {
      List<Data> part = data.elements();
      byte[] time = part.get(0).asBytes();
      if (time.length != CosemTime.OCTETS) {
        throw new IllegalArgumentException("a time has 4 bytes, not " + time.length);
      }
      return new Switch(
          CosemTime.read(time, 0), new ScriptReference(obis(part.get(1)), integer(part.get(2))));
    }

    Data toData() {
      return Data.structure(
          Data.octets(start.bytes()), Data.of(script.table()), Data.unsigned16(script.script()));
    }
  }

  /**
   * A calendar.
   *
   * @param name the meter's name of it
   * @param seasons its seasons
   * @param weeks its weeks
   * @param days its days
   */
  public record Calendar(String name, List<Season> seasons, List<Week> weeks, List<Day> days) {}

  /** A view of an object. */
  public ActivityCalendar(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /** The calendar in force: four readings. */
  public Calendar active() throws IOException {
    return calendar(2);
  }

  /** The calendar to be: four readings. */
  public Calendar passive() throws IOException {
    return calendar(6);
  }

  private Calendar calendar(int first) throws IOException {
    return new Calendar(
        text(first),
        list(first + 1, Season::of),
        list(first + 2, Week::of),
        list(first + 3, Day::of));
  }

  /** Writes the calendar to be: four writings. */
  public void setPassive(Calendar calendar) throws IOException {
    byte[] name = calendar.name().getBytes(StandardCharsets.ISO_8859_1);
    set(6, Data.octets(name));
    set(7, Data.array(calendar.seasons().stream().map(Season::toData).toList()));
    set(8, Data.array(calendar.weeks().stream().map(Week::toData).toList()));
    set(9, Data.array(calendar.days().stream().map(Day::toData).toList()));
  }

  /** When the calendar to be comes into force. */
  public CosemDateTime activationTime() throws IOException {
    return dateTime(10);
  }

  /** Says when the calendar to be comes into force. */
  public void setActivationTime(CosemDateTime time) throws IOException {
    set(10, Data.octets(time));
  }

  /** Puts the calendar to be into force now. */
  public void activate() throws IOException {
    call(1, Data.int8(0));
  }
}
