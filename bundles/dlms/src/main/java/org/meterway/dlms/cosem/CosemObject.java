/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.ProtocolErrorException;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTypeException;
import org.meterway.dlms.data.Obis;

/**
 * An object of a meter: its attributes and methods by number or by name. Subclasses know those of
 * one interface class. Nothing is remembered: each call asks the meter. For the client's thread.
 *
 * <p>What the methods throw is what {@link DlmsClient} throws; {@link ProtocolErrorException} also
 * where a value is of another type than the class says.
 */
public class CosemObject {
  private final DlmsClient client;
  private final int classId;
  private final Obis instance;

  /**
   * A view; the meter is not asked whether it has the object.
   *
   * @param client with an open association
   * @param classId 0 to 65535
   * @param instance the logical name
   */
  public CosemObject(DlmsClient client, int classId, Obis instance) {
    this.client = Objects.requireNonNull(client, "client");
    this.classId = classId;
    this.instance = Objects.requireNonNull(instance, "instance");
  }

  /** The view that fits the class; this one for classes that have none of their own. */
  public static CosemObject of(DlmsClient client, int classId, Obis instance) {
    return switch (classId) {
      case DataObject.CLASS_ID -> new DataObject(client, instance);
      case Register.CLASS_ID -> new Register(client, instance);
      case ExtendedRegister.CLASS_ID -> new ExtendedRegister(client, instance);
      case DemandRegister.CLASS_ID -> new DemandRegister(client, instance);
      case ProfileGeneric.CLASS_ID -> new ProfileGeneric(client, instance);
      case Clock.CLASS_ID -> new Clock(client, instance);
      case ScriptTable.CLASS_ID -> new ScriptTable(client, instance);
      case SpecialDaysTable.CLASS_ID -> new SpecialDaysTable(client, instance);
      case AssociationSn.CLASS_ID -> new AssociationSn(client, instance);
      case AssociationLn.CLASS_ID -> new AssociationLn(client, instance);
      case SapAssignment.CLASS_ID -> new SapAssignment(client, instance);
      case ImageTransfer.CLASS_ID -> new ImageTransfer(client, instance);
      case ActivityCalendar.CLASS_ID -> new ActivityCalendar(client, instance);
      case SingleActionSchedule.CLASS_ID -> new SingleActionSchedule(client, instance);
      case IecHdlcSetup.CLASS_ID -> new IecHdlcSetup(client, instance);
      case PushSetup.CLASS_ID -> new PushSetup(client, instance);
      case TcpUdpSetup.CLASS_ID -> new TcpUdpSetup(client, instance);
      case GsmDiagnostic.CLASS_ID -> new GsmDiagnostic(client, instance);
      case SecuritySetup.CLASS_ID -> new SecuritySetup(client, instance);
      case DisconnectControl.CLASS_ID -> new DisconnectControl(client, instance);
      case Limiter.CLASS_ID -> new Limiter(client, instance);
      default -> new CosemObject(client, classId, instance);
    };
  }

  /** The client that it asks. */
  public final DlmsClient client() {
    return client;
  }

  /** The interface class. */
  public final int classId() {
    return classId;
  }

  /** The logical name. */
  public final Obis instance() {
    return instance;
  }

  /** One of its attributes, from 1 on. */
  public final AttributeReference attribute(int number) {
    return new AttributeReference(classId, instance, number);
  }

  /** One of its methods, from 1 on. */
  public final MethodReference method(int number) {
    return new MethodReference(classId, instance, number);
  }

  /** Reads an attribute. */
  public final Data get(int number) throws IOException {
    return client.get(attribute(number));
  }

  /** Reads a part of an attribute. */
  public final Data get(int number, Selection selection) throws IOException {
    return client.get(attribute(number), selection);
  }

  /**
   * Reads an attribute.
   *
   * @param name as in {@link CosemClass#attributes()}
   * @throws IllegalArgumentException if the class has none of that name
   */
  public final Data get(String name) throws IOException {
    return get(number(name, CosemClass.of(classId).map(c -> c.attribute(name))));
  }

  /** Writes an attribute. */
  public final void set(int number, Data value) throws IOException {
    client.set(attribute(number), value);
  }

  /**
   * Writes an attribute.
   *
   * @param name as in {@link CosemClass#attributes()}
   * @throws IllegalArgumentException if the class has none of that name
   */
  public final void set(String name, Data value) throws IOException {
    set(number(name, CosemClass.of(classId).map(c -> c.attribute(name))), value);
  }

  /** Calls a method; returns null-data if it returns nothing. */
  public final Data call(int number, Data parameters) throws IOException {
    return client.call(method(number), parameters);
  }

  /**
   * Calls a method.
   *
   * @param name as in {@link CosemClass#methods()}
   * @throws IllegalArgumentException if the class has none of that name
   */
  public final Data call(String name, Data parameters) throws IOException {
    return call(number(name, CosemClass.of(classId).map(c -> c.method(name))), parameters);
  }

  private int number(String name, Optional<OptionalInt> found) {
    return found
        .filter(OptionalInt::isPresent)
        .map(OptionalInt::getAsInt)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    CosemClass.nameOf(classId) + " has nothing of the name '" + name + "'"));
  }

  /**
   * Makes a value of the meter's data.
   *
   * @throws ProtocolErrorException if they are not of the type that the conversion takes
   */
  final <T> T as(int number, Data data, Function<Data, T> conversion)
      throws ProtocolErrorException {
    try {
      return conversion.apply(data);
    } catch (DataTypeException
        | IndexOutOfBoundsException
        | IllegalArgumentException
        | ArithmeticException e) {
      throw new ProtocolErrorException(
          CosemClass.nameOf(attribute(number)) + " of " + instance + ": " + e.getMessage(), e);
    }
  }

  final <T> T read(int number, Function<Data, T> conversion) throws IOException {
    return as(number, get(number), conversion);
  }

  final long number(int number) throws IOException {
    return read(number, Data::asLong);
  }

  final boolean bool(int number) throws IOException {
    return read(number, Data::asBoolean);
  }

  final String text(int number) throws IOException {
    return read(number, Data::asText);
  }

  final byte[] octets(int number) throws IOException {
    return read(number, Data::asBytes);
  }

  final CosemDateTime dateTime(int number) throws IOException {
    return read(number, CosemObject::dateTime);
  }

  final <T> List<T> list(int number, Function<Data, T> element) throws IOException {
    return read(number, data -> data.elements().stream().map(element).toList());
  }

  /** A date and time, which is an octet-string as a rule. */
  static CosemDateTime dateTime(Data data) {
    if (data instanceof Data.DateTime typed) {
      return typed.value();
    }
    byte[] octets = data.asBytes();
    if (octets.length != CosemDateTime.OCTETS) {
      throw new DataTypeException(
          "a date and time has " + CosemDateTime.OCTETS + " bytes, not " + octets.length);
    }
    return CosemDateTime.read(octets, 0);
  }

  static Obis obis(Data data) {
    byte[] octets = data.asBytes();
    if (octets.length != 6) {
      throw new IllegalArgumentException("a logical name has 6 bytes, not " + octets.length);
    }
    return Obis.read(octets, 0);
  }

  static int integer(Data data) {
    return Math.toIntExact(data.asLong());
  }

  /** As {@code register 1.0.1.8.0.255}. */
  @Override
  public String toString() {
    return CosemClass.nameOf(classId) + " " + instance;
  }
}
