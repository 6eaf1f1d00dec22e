/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import com.fazecast.jSerialComm.SerialPort;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets jSerialComm find its native library without the shared temporary folder, which may be
 * mounted noexec or read-only, and in which anybody may have put a file of that name.
 *
 * <p>The library is loaded once in a process, at the first opening of a port: the folder named then
 * stays in force until restart. Thread-safe.
 */
@Component(service = NativeLibrary.class)
public final class NativeLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

  /** Where jSerialComm looks first. A user who sets it is right. */
  private static final String PATH_PROPERTY = "jSerialComm.library.path";

  /** Outlives this bundle: which class loader has loaded the library, and from where. */
  private static final String LOADED_PROPERTY = "org.meterway.serial.nativeLibrary";

  private static final String ANY_DEVICE = "/dev/null";
  private static final String FILE = "libjSerialComm.so";
  private static final String SYSTEM = "Linux";
  private static final String STORAGE = "native";
  private static final String UNPACKED = "jSerialComm-";

  /** jSerialComm tries each of them until one fits the processor. */
  private static final List<String> PROCESSORS =
      List.of("x86_64", "x86", "armv5", "armv6hf", "armv7hf", "armv8_32", "armv8_64", "ppc64le");

  private final Path storage;
  private String loadedFrom;
  private String failure;

  /**
   * Nothing is loaded yet.
   *
   * @param storage a folder of this bundle, used where there is no better one; may be {@code null}
   */
  NativeLibrary(Path storage) {
    this.storage = storage;
  }

  /** Nothing is loaded yet. */
  @Activate
  public NativeLibrary(BundleContext context) {
    File folder = context.getDataFile(STORAGE);
    this.storage = folder == null ? null : folder.toPath();
  }

  /**
   * Loads the library unless that is done.
   *
   * @param folder as configured; empty for none
   * @throws LineException if it cannot be loaded; it then never can in this process
   */
  synchronized void load(String folder) throws LineException {
    if (failure != null) {
      throw new LineException(failure);
    }
    if (loadedFrom != null) {
      return;
    }
    ClassLoader loader = SerialPort.class.getClassLoader();
    String mark = Integer.toHexString(System.identityHashCode(loader)) + " ";
    String earlier = System.getProperty(LOADED_PROPERTY, "");
    if (earlier.startsWith(mark)) {
      loadedFrom = earlier.substring(mark.length());
      return;
    }
    String source = prepare(folder);
    try {
      // Initialises the class, and calls the library once: where jSerialComm finds no folder to
      // unpack to, its initialiser ends without error and without library.
      SerialPort.getCommPort(ANY_DEVICE);
      loadedFrom = source;
      System.setProperty(LOADED_PROPERTY, mark + source);
    } catch (LinkageError e) {
      failure =
          "the native library of jSerialComm cannot be loaded from "
              + source
              + "; install org.meterway.serial-native, or set nativeLibraryFolder to a folder"
              + " where files may be executed, and restart: "
              + e.getMessage();
      throw new LineException(failure, e);
    }
  }

  /** Where the library was loaded from, in words; empty before that. */
  synchronized String origin() {
    return loadedFrom == null ? "" : loadedFrom;
  }

  private String prepare(String folder) {
    String given = System.getProperty(PATH_PROPERTY, "");
    if (!given.isEmpty() && !isUnpacked(Path.of(given))) {
      return given;
    }
    if (folder.isEmpty() && hasFragment()) {
      return "the fragment of jSerialComm";
    }
    Path target = folder.isEmpty() ? storage : Path.of(folder);
    if (target == null) {
      return "jSerialComm's own choice";
    }
    try {
      String path = (holdsLibrary(target) ? target : unpack(target)).toString();
      System.setProperty(PATH_PROPERTY, path);
      return path;
    } catch (IOException e) {
      LOG.warn("The native library of jSerialComm cannot be unpacked to {}", target, e);
      return "jSerialComm's own choice, as " + target + " cannot be written";
    }
  }

  private static boolean hasFragment() {
    Bundle host = FrameworkUtil.getBundle(SerialPort.class);
    BundleWiring wiring = host == null ? null : host.adapt(BundleWiring.class);
    return wiring != null && !wiring.getProvidedWires(HostNamespace.HOST_NAMESPACE).isEmpty();
  }

  /** Whether an earlier life of this bundle has set the property. */
  private static boolean isUnpacked(Path folder) {
    return folder.getFileName() != null && folder.getFileName().toString().startsWith(UNPACKED);
  }

  private static boolean holdsLibrary(Path folder) {
    return Files.exists(folder.resolve(FILE)) || Files.isDirectory(folder.resolve(SYSTEM));
  }

  /**
   * Unpacks into a folder that nobody had before: a process cannot load one file twice, even after
   * the bundles were refreshed, and what was left by another version must not be loaded.
   */
  private static Path unpack(Path folder) throws IOException {
    Files.createDirectories(folder);
    deleteUnpacked(folder);
    Path fresh = Files.createTempDirectory(folder, UNPACKED);
    for (String processor : PROCESSORS) {
      String resource = SYSTEM + "/" + processor + "/" + FILE;
      try (InputStream library = SerialPort.class.getResourceAsStream("/" + resource)) {
        if (library != null) {
          Path target = fresh.resolve(resource);
          Files.createDirectories(target.getParent());
          Files.copy(library, target);
        }
      }
    }
    return fresh;
  }

  private static void deleteUnpacked(Path folder) throws IOException {
    try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, UNPACKED + "*")) {
      for (Path unpacked : old) {
        for (String processor : PROCESSORS) {
          Path directory = unpacked.resolve(SYSTEM).resolve(processor);
          Files.deleteIfExists(directory.resolve(FILE));
          Files.deleteIfExists(directory);
        }
        Files.deleteIfExists(unpacked.resolve(SYSTEM));
        Files.deleteIfExists(unpacked);
      }
    }
  }
}
