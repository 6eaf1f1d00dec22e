package com.example.pulses;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.handler.HandlesProtocol;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.handler.MessageHandler;
import org.meterway.api.headend.SendResult;
import org.meterway.api.message.Message;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes pulse reports of meters on to the head end, and tells the meter whether that worked, so
 * that it can report again later.
 *
 * <p>The name of the component is also the PID of its configuration and the id of the metatype:
 * Kura wants it so. With {@code REQUIRE} the component starts once it has a configuration; Kura and
 * the standalone gateway give it one that holds the defaults.
 */
@Component(
    name = PulseHandler.PID,
    configurationPid = PulseHandler.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {MessageHandler.class, StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@HandlesProtocol(PulseHandler.PROTOCOL)
@Designate(ocd = PulseHandlerConfig.class)
public final class PulseHandler implements MessageHandler, StatusSource, ConfigurableComponent {
  static final String PID = "com.example.pulses.PulseHandler";
  static final int PROTOCOL = 0x2300;

  /** The meter reports, with the body of a {@link Report}. */
  static final int REPORT = 0xD0;

  /** The answer: the channel, and one octet that says whether the report was taken. */
  static final int REPORT_RESPONSE = 0xD4;

  static final byte TAKEN = 0x00;
  static final byte REFUSED = 0x0C;

  private static final Logger LOG = LoggerFactory.getLogger(PulseHandler.class);

  /** What is counted, in messages. */
  private enum Counter {
    FORWARDED,
    REFUSED,
    MALFORMED
  }

  private final Instant since = Instant.now();
  private final Counters<Counter> counters = new Counters<>(Counter.class);
  private final RateLimit refusedLog = new RateLimit();
  private final RateLimit malformedLog = new RateLimit();
  private volatile PulseHandlerOptions options = PulseHandlerOptions.DEFAULTS;
  private volatile String problem = "";

  /** Called by the component runtime, as are the methods below with an annotation of it. */
  @Activate
  public PulseHandler(PulseHandlerConfig config) {
    configure(config);
    LOG.info("Handles protocol {}", "0x%04x".formatted(PROTOCOL));
  }

  /** Takes a configuration. A wrong one is logged, and the last good one stays in force. */
  @Modified
  void configure(PulseHandlerConfig config) {
    try {
      options = PulseHandlerOptions.of(config);
      problem = "";
    } catch (InvalidConfigurationException e) {
      problem = e.getMessage();
      LOG.error("{}; what was in force stays in force", problem);
    }
  }

  @Deactivate
  void deactivate() {
    LOG.info("Handles protocol {} no longer", "0x%04x".formatted(PROTOCOL));
  }

  /**
   * Called with the messages of one link in order, with those of several links at the same time. A
   * message of a protocol id that Meterway does not know itself is a {@link Message.Other}.
   */
  @Override
  public void handle(Message message, MessageContext context) {
    if (message instanceof Message.Other other && other.command() == REPORT) {
      handle(Report.decode(other.data()), context);
    } else {
      malformed(context, "unexpected " + message);
    }
  }

  private void handle(Report report, MessageContext context) {
    if (report == null) {
      malformed(context, "a report has " + Report.LENGTH + " bytes");
      return;
    }
    String line = report.toLine(context.link(), options);
    SendResult result = context.sendToHeadEnd(line.getBytes(StandardCharsets.UTF_8));
    if (result.isAccepted()) {
      counters.increment(Counter.FORWARDED);
    } else {
      counters.increment(Counter.REFUSED);
      if (refusedLog.permits()) {
        LOG.warn("The head end of link {} refuses a report: {}", context.link(), result);
      }
    }
    if (options.acknowledge()) {
      byte taken = result.isAccepted() ? TAKEN : REFUSED;
      byte[] body = {(byte) report.channel(), taken};
      context.reply(new Message.Other(PROTOCOL, REPORT_RESPONSE, body));
    }
  }

  private void malformed(MessageContext context, String what) {
    counters.increment(Counter.MALFORMED);
    if (malformedLog.permits()) {
      LOG.warn("Link {}: {}; dropped", context.link(), what);
    }
  }

  @Override
  public Status describe() {
    return new Status(
        "handlers",
        PID,
        problem.isEmpty() ? "ACTIVE" : "MISCONFIGURED",
        problem,
        since,
        counters.snapshot(),
        Map.of("protocol", "0x%04x".formatted(PROTOCOL)));
  }
}
