/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.shell;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;
import org.meterway.gateway.Gateway;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Lines for the Gogo shell of the gateway in this process. Gogo's classes are those of its bundle,
 * so they are called by their names.
 */
public final class GatewayShell implements ShellBackend {
  private static final String PROCESSOR = "org.apache.felix.service.command.CommandProcessor";
  private static final String SESSION = "org.apache.felix.service.command.CommandSession";
  private static final String JOB = "org.apache.felix.service.command.Job";
  private static final Class<?>[] NOTHING = {};
  private static final Class<?>[] PAIR = {String.class, Object.class};
  private static final int INSPECT = 0;

  /** What only Gogo understands. */
  private static final Pattern GOGO = Pattern.compile("[|;$(){}\\[\\]<>&=]");

  private static final int FAULT = 1;
  private static final long POLL_MILLIS = 200;

  /** How long a command that was cancelled may take to end. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Supplier<Gateway> gateway;
  private final Console console;
  private final RemoteShell commands;

  private BundleContext context;
  private volatile Object session;
  private volatile boolean cancelled;
  private Object running;

  private GatewayShell(Supplier<Gateway> gateway, Path data, Console console) {
    this.gateway = gateway;
    this.console = console;
    this.commands = new RemoteShell(data, console);
  }

  /**
   * Starts to read lines, on a thread of its own.
   *
   * @param gateway the running one
   * @param data its data folder
   * @param end called when the input has ended
   */
  public static void start(Supplier<Gateway> gateway, Path data, Console console, Runnable end) {
    GatewayShell shell = new GatewayShell(gateway, data, console);
    Thread thread =
        new Thread(
            () -> {
              try {
                new Prompt(console, shell).run();
              } catch (IOException e) {
                console.complain("the shell has ended: " + e.getMessage());
              }
              end.run();
            },
            "meterway-shell");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Operator commands by themselves go over the control socket, as those of any other terminal:
   * whoever cancels them closes it. All else, such as a pipe, is Gogo's.
   */
  @Override
  public int run(String line) throws IOException, CommandException {
    if (GOGO.matcher(line).find() || !isOperatorCommand(LineWords.of(line).get(0))) {
      return runInGogo(line);
    }
    return commands.run(line);
  }

  private boolean isOperatorCommand(String name) {
    return commands.complete(List.of(name)).contains(name);
  }

  /**
   * On a thread of its own: a command that was cancelled and does not end, which Gogo's own waiting
   * for it may not notice, must not keep the prompt.
   */
  private int runInGogo(String line) throws IOException, CommandException {
    FutureTask<Object> task = new FutureTask<>(() -> execute(line));
    Thread thread = new Thread(task, "meterway-shell-gogo");
    thread.setDaemon(true);
    cancelled = false;
    thread.start();
    try {
      Object text = await(task);
      if (text != null) {
        console.out().write((text + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return 0;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CommandException known ? known : inWords(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.of(FAULT, "interrupted", e);
    }
  }

  private Object await(FutureTask<Object> task)
      throws ExecutionException, InterruptedException, CommandException {
    long leftAt = 0;
    while (true) {
      try {
        return task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        long now = System.nanoTime();
        if (!cancelled) {
          leftAt = now + PATIENCE.toNanos();
        } else if (now - leftAt > 0) {
          forgetSession();
          throw CommandException.of(FAULT, "the command does not end, and is left behind", e);
        }
      }
    }
  }

  private synchronized void forgetSession() {
    session = null;
  }

  /** What the line has given, as text; null for nothing. */
  private Object execute(String line) throws ReflectiveOperationException, CommandException {
    Object current = session();
    try {
      begin(current);
      Object result = call(SESSION, current, "execute", new Class<?>[] {CharSequence.class}, line);
      // What grep and its like say of themselves is in their output.
      return result == null || result instanceof Boolean
          ? null
          : call(
              SESSION,
              current,
              "format",
              new Class<?>[] {Object.class, int.class},
              result,
              INSPECT);
    } finally {
      end(current);
    }
  }

  private synchronized void begin(Object current) {
    running = current;
  }

  /** One that was left behind ends long after others have begun. */
  private synchronized void end(Object ended) {
    if (running == ended) {
      running = null;
    }
  }

  private static CommandException inWords(Throwable problem) {
    return problem instanceof InvocationTargetException
        ? CommandException.of(FAULT, words(problem.getCause()), problem)
        : CommandException.of(FAULT, "the gateway has no shell: " + problem, problem);
  }

  private static String words(Throwable problem) {
    if (problem instanceof InterruptedException) {
      return "interrupted";
    }
    String name = problem.getClass().getSimpleName().replace("Exception", "");
    String message = problem.getMessage();
    return name.equals("CommandNotFound") && message != null
        ? message.substring(0, 1).toLowerCase(Locale.ROOT)
            + message.substring(1)
            + "; 'help' tells which there are"
        : problem.toString();
  }

  @Override
  public synchronized void cancel() {
    cancelled = true;
    commands.cancel();
    Object current = running;
    try {
      Object job = current == null ? null : call(SESSION, current, "foregroundJob", NOTHING);
      if (job != null) {
        call(JOB, job, "interrupt", NOTHING);
      }
    } catch (ReflectiveOperationException e) {
      // It has ended meanwhile.
      return;
    }
  }

  @Override
  public List<String> complete(List<String> words) {
    if (words.size() > 1) {
      return commands.complete(words);
    }
    String typed = words.get(0);
    TreeSet<String> names = new TreeSet<>();
    for (String command : gogoCommands()) {
      names.add(command);
      if (!typed.isEmpty()) {
        names.add(command.substring(command.indexOf(':') + 1));
      }
    }
    return names.stream().filter(name -> name.startsWith(typed)).toList();
  }

  /** All commands as {@code scope:name}. */
  private List<String> gogoCommands() {
    List<String> names = new ArrayList<>();
    try {
      Object found = call(SESSION, session(), "get", new Class<?>[] {String.class}, ".commands");
      if (found instanceof Iterable<?> all) {
        all.forEach(name -> names.add(name.toString()));
      }
    } catch (ReflectiveOperationException | CommandException e) {
      // The next line will say it.
      return List.of();
    }
    return names;
  }

  /** A session of the gateway that runs now. */
  private synchronized Object session() throws ReflectiveOperationException, CommandException {
    BundleContext now = gateway.get().context();
    if (session != null && now == context) {
      return session;
    }
    ServiceReference<?> reference = now.getServiceReference(PROCESSOR);
    if (reference == null) {
      throw CommandException.of(FAULT, "the gateway's shell is not there (yet)", null);
    }
    Object processor = now.getService(reference);
    Class<?> type = processor.getClass().getClassLoader().loadClass(PROCESSOR);
    PrintStream out = new PrintStream(console.out(), true, StandardCharsets.UTF_8);
    Class<?>[] streams = {
      java.io.InputStream.class, java.io.OutputStream.class, java.io.OutputStream.class
    };
    Object made =
        type.getMethod("createSession", streams)
            .invoke(processor, console.in(), out, console.err());
    context = now;
    session = made;
    call(SESSION, made, "put", PAIR, ".context", now);
    call(SESSION, made, "put", PAIR, "SCOPE", "meterway:gogo:*");
    return made;
  }

  private static Object call(
      String type, Object object, String method, Class<?>[] types, Object... values)
      throws ReflectiveOperationException {
    return object
        .getClass()
        .getClassLoader()
        .loadClass(type)
        .getMethod(method, types)
        .invoke(object, values);
  }
}
