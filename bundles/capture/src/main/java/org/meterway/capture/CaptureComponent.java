/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.capture;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.command.OperatorCommand;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.api.link.LineListener;
import org.meterway.api.link.MeterLink;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Captures, by configuration and by command. While none runs it does nothing. */
@Component(
    name = CaptureComponent.PID,
    configurationPid = CaptureComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {OperatorCommand.class, StatusSource.class, ConfigurableComponent.class},
    property = OperatorCommand.NAME + "=capture",
    immediate = true)
@Designate(ocd = CaptureConfig.class)
public final class CaptureComponent
    implements OperatorCommand, StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.capture.Capture";

  private static final Logger LOG = LoggerFactory.getLogger(CaptureComponent.class);
  private static final String INSTANCE_NAME = "kura.service.pid";

  private final BundleContext context;
  private final String name;
  private final Recorder recorder;
  private final CaptureCommand command;
  private volatile CaptureOptions options = CaptureOptions.DEFAULTS;
  private volatile String problem = "";

  /** Captures at once where it is configured to. */
  @Activate
  public CaptureComponent(
      BundleContext context,
      @Reference FrameCodec codec,
      CaptureConfig config,
      Map<String, Object> properties) {
    this.context = context;
    this.name = Validation.instanceName(properties);
    this.recorder =
        new Recorder(
            () -> Optional.of(codec),
            this::register,
            "Meterway " + context.getBundle().getVersion());
    this.command =
        new CaptureCommand(recorder, () -> options, this::folder, this::describe, this::links);
    configure(config);
  }

  private Runnable register(LineListener listener, List<String> links) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(
        LineListener.LINK,
        links.isEmpty() ? new String[] {LineListener.ANY} : links.toArray(String[]::new));
    ServiceRegistration<LineListener> registration =
        context.registerService(LineListener.class, listener, properties);
    return () -> {
      try {
        registration.unregister();
      } catch (IllegalStateException e) {
        // The bundle has stopped, which takes its services away.
        return;
      }
    };
  }

  private Optional<Path> folder() {
    return options.place(context::getProperty);
  }

  private List<String> links() {
    List<String> links = new ArrayList<>();
    try {
      for (ServiceReference<MeterLink> link : context.getServiceReferences(MeterLink.class, null)) {
        if (link.getProperty(INSTANCE_NAME) instanceof String found) {
          links.add(found);
        }
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("No filter was given", e);
    }
    return links.stream().sorted().distinct().toList();
  }

  /** Takes a configuration. An invalid one is logged, and the last good one stays in force. */
  @Modified
  synchronized void configure(CaptureConfig config) {
    CaptureOptions before = options;
    try {
      options = CaptureOptions.of(config);
      problem = "";
    } catch (InvalidConfigurationException e) {
      // Kura hands the same configuration over twice.
      if (!e.getMessage().equals(problem)) {
        problem = e.getMessage();
        LOG.error("{}; what was in force stays in force", problem);
      }
      return;
    }
    if (options.equals(before)) {
      return;
    }
    if (before.enabled() || options.enabled()) {
      follow(before.enabled());
    }
  }

  /** Files are opened and ended on a thread of their own: nobody waits for the disk. */
  private void follow(boolean wasEnabled) {
    Thread thread =
        new Thread(
            () -> {
              if (wasEnabled) {
                recorder.stop();
              }
              if (options.enabled()) {
                begin();
              }
            },
            "meterway-capture-start");
    thread.setDaemon(true);
    thread.start();
  }

  private void begin() {
    Optional<Path> folder = folder();
    try {
      if (folder.isEmpty()) {
        throw new CaptureException("the platform has no folder for captures; configure one");
      }
      recorder.start(
          options.links(),
          CaptureFiles.ring(folder.get(), options.files(), options.fileBytes()),
          options.snapLength(),
          CaptureLimits.NONE);
    } catch (CaptureException e) {
      problem = e.getMessage();
      LOG.warn("No capture: {}", problem);
    }
  }

  @Deactivate
  void deactivate() {
    recorder.close();
  }

  @Override
  public Status describe() {
    return recorder.describe(name, problem);
  }

  @Override
  public String summary() {
    return CaptureCommand.SUMMARY;
  }

  @Override
  public String help() {
    return CaptureCommand.HELP;
  }

  @Override
  public List<String> complete(List<String> words) {
    return command.complete(words);
  }

  @Override
  public int run(List<String> arguments, PrintWriter out) {
    return command.run(arguments, out);
  }
}
