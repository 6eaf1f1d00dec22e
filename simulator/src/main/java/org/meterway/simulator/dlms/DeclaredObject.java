/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTag;
import org.meterway.dlms.data.DataWriter;
import org.meterway.dlms.data.Obis;

/**
 * An object that is declared attribute by attribute:
 *
 * <pre>{@code
 * DeclaredObject.of(3, 0, "1.0.1.8.0.255")
 *     .number(2, DataTag.DOUBLE_LONG_UNSIGNED, energy::wattHours)
 *     .constant(3, Data.structure(Data.int8(0), Data.enumeration(30)))
 *     .method(1, parameters -> energy.reset())
 *     .build();
 * }</pre>
 *
 * An attribute that is not declared may be neither read nor written.
 */
public final class DeclaredObject implements CosemObject {
  private static final int MOST = 128;

  private final int classId;
  private final int version;
  private final Obis instance;
  private final Attribute[] attributes;
  private final Method[] methods;

  private DeclaredObject(Builder from) {
    classId = from.classId;
    version = from.version;
    instance = from.instance;
    attributes = Arrays.copyOf(from.attributes, from.lastAttribute + 1);
    methods = Arrays.copyOf(from.methods, from.lastMethod + 1);
  }

  /** What a method does. */
  @FunctionalInterface
  public interface Method {
    /**
     * Does it.
     *
     * @param parameters {@code null} when the request has none
     * @return the return parameters, or {@code null} for none
     */
    Data call(Data parameters) throws ServiceException;
  }

  /** What a method without return parameters does. */
  @FunctionalInterface
  public interface Command {
    /** Does it; {@code parameters} is {@code null} when the request has none. */
    void call(Data parameters) throws ServiceException;
  }

  /** Takes a value that a client sets. */
  @FunctionalInterface
  public interface Setter {
    /** Takes it, or refuses. */
    void set(Data value) throws ServiceException;
  }

  private abstract static class Attribute {
    Access access() {
      return Access.READ;
    }

    abstract Data get();

    void write(DataWriter out) {
      get().write(out);
    }

    void set(Data value) throws ServiceException {
      throw new ServiceException(DataAccessResult.READ_WRITE_DENIED);
    }
  }

  private static final class Constant extends Attribute {
    private final Data value;
    private final byte[] encoded;

    Constant(Data value) {
      this.value = value;
      encoded = value.encode();
    }

    @Override
    Data get() {
      return value;
    }

    @Override
    void write(DataWriter out) {
      out.put(encoded, 0, encoded.length);
    }
  }

  private static final class Computed extends Attribute {
    private final Supplier<Data> value;
    private final Setter setter;

    Computed(Supplier<Data> value, Setter setter) {
      this.value = value;
      this.setter = setter;
    }

    @Override
    Access access() {
      return setter == null ? Access.READ : Access.READ_WRITE;
    }

    @Override
    Data get() {
      return value.get();
    }

    @Override
    void set(Data fresh) throws ServiceException {
      setter.set(fresh);
    }
  }

  private static final class Counted extends Attribute {
    private final DataTag tag;
    private final LongSupplier value;

    Counted(DataTag tag, LongSupplier value) {
      this.tag = tag;
      this.value = value;
    }

    @Override
    Data get() {
      return new Data.Number(tag, value.getAsLong());
    }

    @Override
    void write(DataWriter out) {
      long now = value.getAsLong();
      out.put8(tag.code());
      switch (tag.size()) {
        case 1 -> out.put8((int) now);
        case 2 -> out.put16((int) now);
        case 4 -> out.put32(now);
        default -> out.put64(now);
      }
    }
  }

  private static final class Variable extends Attribute {
    private final DataTag tag;
    private final Consumer<Data> told;
    private volatile Data value;

    Variable(Data initial, Consumer<Data> told) {
      tag = initial.tag();
      value = initial;
      this.told = told;
    }

    @Override
    Access access() {
      return Access.READ_WRITE;
    }

    @Override
    Data get() {
      return value;
    }

    @Override
    void set(Data fresh) throws ServiceException {
      if (fresh.tag() != tag && tag != DataTag.NULL_DATA) {
        throw new ServiceException(DataAccessResult.TYPE_UNMATCHED);
      }
      value = fresh;
      told.accept(fresh);
    }
  }

  /** Begins an object; {@code instance} as in {@code 1.0.1.8.0.255}. */
  public static Builder of(int classId, int version, String instance) {
    return new Builder(classId, version, Obis.of(instance));
  }

  /** What is declared so far. Not thread-safe. */
  public static final class Builder {
    private final int classId;
    private final int version;
    private final Obis instance;
    private final Attribute[] attributes = new Attribute[MOST];
    private final Method[] methods = new Method[MOST];
    private int lastAttribute = 1;
    private int lastMethod;

    private Builder(int classId, int version, Obis instance) {
      this.classId = classId;
      this.version = version;
      this.instance = instance;
    }

    private Builder add(int number, Attribute attribute) {
      if (number < 2 || number >= MOST) {
        throw new IllegalArgumentException("attribute " + number + ": 2 to 127 would be right");
      }
      attributes[number] = attribute;
      lastAttribute = Math.max(lastAttribute, number);
      return this;
    }

    /** An attribute that never changes. */
    public Builder constant(int attribute, Data value) {
      return add(attribute, new Constant(value));
    }

    /** An attribute that a client may set to another value of the same type. */
    public Builder variable(int attribute, Data initial) {
      return variable(attribute, initial, value -> {});
    }

    /** As {@link #variable(int, Data)}, with somebody who is told of each value set. */
    public Builder variable(int attribute, Data initial, Consumer<Data> told) {
      return add(attribute, new Variable(initial, Objects.requireNonNull(told, "told")));
    }

    /** An attribute whose value is asked for at each reading. */
    public Builder computed(int attribute, Supplier<Data> value) {
      return add(attribute, new Computed(Objects.requireNonNull(value, "value"), null));
    }

    /** As {@link #computed(int, Supplier)}, and a client may set it. */
    public Builder computed(int attribute, Supplier<Data> value, Setter setter) {
      return add(
          attribute,
          new Computed(
              Objects.requireNonNull(value, "value"), Objects.requireNonNull(setter, "setter")));
    }

    /** An integer attribute whose value is asked for at each reading. */
    public Builder number(int attribute, DataTag tag, LongSupplier value) {
      return add(attribute, new Counted(tag, Objects.requireNonNull(value, "value")));
    }

    /** A method with return parameters. */
    public Builder function(int method, Method what) {
      if (method < 1 || method >= MOST) {
        throw new IllegalArgumentException("method " + method + ": 1 to 127 would be right");
      }
      methods[method] = Objects.requireNonNull(what, "what");
      lastMethod = Math.max(lastMethod, method);
      return this;
    }

    /** A method without return parameters. */
    public Builder method(int method, Command what) {
      Objects.requireNonNull(what, "what");
      return function(
          method,
          parameters -> {
            what.call(parameters);
            return null;
          });
    }

    /** The object. */
    public DeclaredObject build() {
      return new DeclaredObject(this);
    }
  }

  @Override
  public int classId() {
    return classId;
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  public Obis instance() {
    return instance;
  }

  @Override
  public int attributes() {
    return attributes.length - 1;
  }

  @Override
  public int methods() {
    return methods.length - 1;
  }

  @Override
  public Access access(int attribute) {
    Attribute found = attributes[attribute];
    return found == null ? Access.NONE : found.access();
  }

  @Override
  public boolean callable(int method) {
    return methods[method] != null;
  }

  @Override
  public Data get(int attribute, Selection selection, Caller caller) throws ServiceException {
    return readable(attribute, selection).get();
  }

  @Override
  public void read(int attribute, Selection selection, Caller caller, DataWriter out)
      throws ServiceException {
    readable(attribute, selection).write(out);
  }

  private Attribute readable(int attribute, Selection selection) throws ServiceException {
    if (selection != null) {
      throw new ServiceException(DataAccessResult.SCOPE_OF_ACCESS_VIOLATED);
    }
    return attributes[attribute];
  }

  @Override
  public void set(int attribute, Data value, Caller caller) throws ServiceException {
    attributes[attribute].set(value);
  }

  @Override
  public Data call(int method, Data parameters, Caller caller) throws ServiceException {
    return methods[method].call(parameters);
  }
}
