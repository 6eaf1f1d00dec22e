/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.util.List;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** Script table (class 9): lists of things that a meter does at one word. */
public final class ScriptTable extends CosemObject {
  /** Class 9. */
  public static final int CLASS_ID = 9;

  /**
   * A script.
   *
   * @param id 1 to 65535
   * @param actions what it does
   */
  public record Script(int id, List<Action> actions) {
    static Script of(Data data) {
      List<Data> part = data.elements();
      return new Script(
          integer(part.get(0)), part.get(1).elements().stream().map(Action::of).toList());
    }
  }

  /**
   * One thing that a script does.
   *
   * @param service 1 writes an attribute, 2 calls a method
   * @param classId of the object
   * @param instance its logical name
   * @param index the attribute or method
   * @param parameter what is written, or called with
   */
  public record Action(int service, int classId, Obis instance, int index, Data parameter) {
    static Action of(Data data) {
      List<Data> part = data.elements();
      return new Action(
          integer(part.get(0)),
          integer(part.get(1)),
          obis(part.get(2)),
          integer(part.get(3)),
          part.get(4));
    }
  }

  /** A view of an object. */
  public ScriptTable(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /** The scripts. */
  public List<Script> scripts() throws IOException {
    return list(2, Script::of);
  }

  /** Does what a script says. */
  public void execute(int script) throws IOException {
    call(1, Data.unsigned16(script));
  }
}
