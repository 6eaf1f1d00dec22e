/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import java.util.List;
import java.util.function.IntPredicate;
import org.meterway.api.dlms.DlmsObject;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.cosem.AssociationLn;
import org.meterway.dlms.cosem.CosemClass;
import org.meterway.dlms.cosem.ObjectListEntry;

/** Lists the objects of a meter. */
final class ObjectLister implements MeterRequest<List<DlmsObject>> {
  @Override
  public List<DlmsObject> ask(MeterSession session) throws IOException {
    DlmsClient client = session.client();
    if (!client.options().logicalNames()) {
      return client.shortNames().entries().stream()
          .map(
              entry ->
                  new DlmsObject(
                      entry.classId(),
                      CosemClass.nameOf(entry.classId()),
                      entry.version(),
                      entry.instance().toString(),
                      List.of(),
                      List.of(),
                      List.of()))
          .toList();
    }
    List<ObjectListEntry> objects = new AssociationLn(client, AssociationLn.CURRENT).objectList();
    int version = AssociationLn.version(objects);
    return objects.stream().map(entry -> object(entry, version)).toList();
  }

  private static DlmsObject object(ObjectListEntry entry, int version) {
    return new DlmsObject(
        entry.classId(),
        CosemClass.nameOf(entry.classId()),
        entry.version(),
        entry.instance().toString(),
        numbers(entry.attributes(), number -> entry.canRead(number, version)),
        numbers(entry.attributes(), number -> entry.canWrite(number, version)),
        numbers(entry.methods(), entry::canCall));
  }

  private static List<Integer> numbers(List<ObjectListEntry.Right> rights, IntPredicate has) {
    return rights.stream().map(ObjectListEntry.Right::number).filter(has::test).toList();
  }
}
