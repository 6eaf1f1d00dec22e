/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.webconsole;

import java.nio.file.Path;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;

/**
 * The metatype as the Web Console shows it: that of the bundles, with a name for each instance, and
 * with drop-downs of what is there for serial devices and targets.
 */
@Component(
    service = MetaTypeService.class,
    property = {"meterway.console=true", "service.ranking:Integer=100"})
public final class ConsoleMetaTypes implements MetaTypeService {
  private final MetaTypeService original;
  private final Choices choices;

  /** A metatype service on top of the framework's own. */
  @Activate
  public ConsoleMetaTypes(
      BundleContext context,
      @Reference(target = "(!(meterway.console=*))") MetaTypeService original,
      @Reference ConfigurationAdmin configurations) {
    this.original = original;
    choices = new Choices(context, configurations, new SerialDevices(Path.of("/")));
  }

  @Override
  public MetaTypeInformation getMetaTypeInformation(Bundle bundle) {
    MetaTypeInformation information = original.getMetaTypeInformation(bundle);
    return information == null ? null : new ConsoleInformation(information, choices);
  }
}
