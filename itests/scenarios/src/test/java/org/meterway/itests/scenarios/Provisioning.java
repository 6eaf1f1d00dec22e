/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.scenarios;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.systemPackage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.meterway.itests.bridge.InsideJUnit;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.UrlProvisionOption;
import org.osgi.framework.Constants;

/** Outside: what is installed in a framework. */
final class Provisioning {
  private Provisioning() {}

  /** The platform, the bundles under test, and pseudo-terminals from the class path. */
  static Option[] gateway() {
    Stream<Option> bundles =
        Stream.of("meterway.bundles.platform", "meterway.bundles.meterway")
            .flatMap(property -> Arrays.stream(System.getProperty(property).split(",")))
            .map(name -> Path.of(System.getProperty("meterway.bundles"), name + ".jar"))
            .map(Provisioning::provision);
    return Stream.concat(
            Stream.of(InsideJUnit.options(), systemPackage("org.meterway.simulator")), bundles)
        .toArray(Option[]::new);
  }

  private static Option provision(Path jar) {
    UrlProvisionOption option = bundle(jar.toUri().toString());
    return isFragment(jar) ? option.noStart() : option;
  }

  private static boolean isFragment(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes().getValue(Constants.FRAGMENT_HOST) != null;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Cannot read " + jar, unreadable);
    }
  }
}
