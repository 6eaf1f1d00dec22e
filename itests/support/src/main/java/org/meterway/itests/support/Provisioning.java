/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.support;

import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.systemPackage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarFile;
import org.meterway.itests.bridge.InsideJUnit;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.UrlProvisionOption;
import org.osgi.framework.Constants;

/** Outside: what is installed in a framework. */
public final class Provisioning {
  private Provisioning() {}

  /** What every test needs: JUnit, this bundle, and pseudo-terminals from the class path. */
  public static Option support() {
    return composite(
        InsideJUnit.options(),
        systemPackage("org.meterway.simulator"),
        systemPackage("org.meterway.simulator.dlms"),
        systemPackage("org.meterway.simulator.modem"),
        InsideJUnit.bundleOf(Provisioning.class));
  }

  /**
   * Bundles in the folder of system property {@code meterway.bundles}.
   *
   * @param property the system property that lists their file names, with commas between them and
   *     without {@code .jar}
   */
  public static Option bundles(String property) {
    Path folder = Path.of(System.getProperty("meterway.bundles"));
    return composite(
        Arrays.stream(System.getProperty(property).split(","))
            .map(name -> bundle(folder.resolve(name + ".jar")))
            .toArray(Option[]::new));
  }

  /** One bundle, which is started unless it is a fragment. */
  public static UrlProvisionOption bundle(Path jar) {
    UrlProvisionOption option = CoreOptions.bundle(jar.toUri().toString());
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
