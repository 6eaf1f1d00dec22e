/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.meterway.api.command.OperatorCommand;
import org.meterway.api.update.BundleUpdates;
import org.meterway.api.update.UpdatePhase;
import org.meterway.api.update.UpdateState;
import org.meterway.update.release.JsonText;
import org.meterway.update.release.Release;

/** The command {@code update}. */
abstract class UpdateCommand implements OperatorCommand {
  /** Why bundles were taken back, where nothing was wrong. */
  static final String OPERATOR = "an operator has asked for it";

  private static final int GOOD = 0;
  private static final int FAULT = 1;
  private static final int USAGE = 2;
  private static final long LOOK_MILLIS = 200;
  private static final long MOST_END_MILLIS = 1000;
  private static final List<String> VERBS =
      List.of("status", "check", "stage", "apply", "rollback");

  private final Followers followers = new Followers();

  /** The updater of the present configuration; {@code null} while there is no valid one. */
  abstract Updater updater();

  abstract BundleUpdates bundles();

  @Override
  public String summary() {
    return "Looks for releases of the gateway's bundles, fetches and applies them, goes back";
  }

  @Override
  public String help() {
    return """
        usage: update status [--follow] [--json]
               update check
               update stage [--release NUMBER] [--allow-older]
               update apply [--release NUMBER] [--allow-older] [--no-wait]
               update rollback [--no-wait]

        status    what runs, what is available, and how far an update is
        check     looks into the repository
        stage     looks, and fetches what is newer
        apply     looks, fetches and applies; the gateway goes back by itself when it is not
                  healthy in time
        rollback  goes back to what ran before

          --release NUMBER  this one instead of the newest of the channel
          --allow-older     though something newer was installed before
          --no-wait         returns once it has begun
          --follow          until the update that is under way has ended
          --json            for a machine

        Example: update apply
        """;
  }

  @Override
  public List<String> complete(List<String> words) {
    if (words.size() <= 1) {
      return VERBS;
    }
    return switch (words.get(0)) {
      case "status" -> List.of("--follow", "--json");
      case "stage" -> List.of("--release", "--allow-older");
      case "apply" -> List.of("--release", "--allow-older", "--no-wait");
      case "rollback" -> List.of("--no-wait");
      default -> List.of();
    };
  }

  @Override
  public int run(List<String> arguments, PrintWriter out) throws InterruptedException {
    List<String> words = new ArrayList<>(arguments);
    String verb = words.isEmpty() ? "status" : words.remove(0);
    boolean follow = verb.equals("status") && words.remove("--follow");
    boolean json = verb.equals("status") && words.remove("--json");
    boolean exchanges = verb.equals("apply") || verb.equals("rollback");
    boolean wait = !(exchanges && words.remove("--no-wait"));
    boolean chooses = verb.equals("apply") || verb.equals("stage");
    boolean older = chooses && words.remove("--allow-older");
    long release = 0;
    int at = chooses ? words.indexOf("--release") : -1;
    if (at >= 0 && at + 1 < words.size() && words.get(at + 1).matches("[1-9][0-9]{0,11}")) {
      release = Long.parseLong(words.get(at + 1));
      words.subList(at, at + 2).clear();
    }
    if (!VERBS.contains(verb) || !words.isEmpty()) {
      say(out, "update: " + (words.isEmpty() ? verb : words.get(0)) + " is not understood");
      say(out, "see update --help");
      return USAGE;
    }
    try {
      return run(verb, new Updater.Wish(release, older), follow, json, wait, out);
    } catch (IOException e) {
      say(out, "update: " + Updater.words(e));
      return FAULT;
    }
  }

  private int run(
      String verb, Updater.Wish wish, boolean follow, boolean json, boolean wait, PrintWriter out)
      throws IOException, InterruptedException {
    if (verb.equals("status")) {
      return follow ? follow(out) : status(json, out);
    }
    Updater updater = updater();
    if (updater == null) {
      throw new IOException("the configuration of updates is invalid; see the log");
    }
    Consumer<String> lines = line -> say(out, line);
    switch (verb) {
      case "check" -> {
        Optional<Release> found = updater.check(wish, lines);
        say(out, found.map(r -> r + " is available").orElse("nothing newer"));
        found.filter(r -> !r.notes().isEmpty()).ifPresent(r -> say(out, r.notes()));
      }
      case "stage" ->
          say(out, updater.stage(wish, lines).map(r -> r + " is fetched").orElse("nothing newer"));
      case "apply" -> {
        Optional<Release> applied = updater.apply(wish, lines);
        if (applied.isEmpty()) {
          say(out, "nothing newer");
        } else if (wait) {
          return follow(out);
        }
      }
      default -> {
        updater.rollBack(OPERATOR);
        if (wait) {
          follow(out);
        }
      }
    }
    return GOOD;
  }

  private int status(boolean json, PrintWriter out) {
    UpdateState state = bundles().state();
    Updater updater = updater();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("current", UpdaterComponent.release(state.currentVersion(), state.current()));
    shown.put(
        "previous",
        state.previousVersion().isEmpty()
            ? ""
            : UpdaterComponent.release(state.previousVersion(), state.previous()));
    shown.put(
        "last update",
        state.candidateVersion().isEmpty()
            ? ""
            : UpdaterComponent.release(state.candidateVersion(), state.candidate()));
    shown.put("phase", state.phase().name());
    shown.put("reason", state.reason());
    if (updater != null) {
      shown.put("available", updater.outcome().available());
      shown.put("staged", updater.staged().map(Release::toString).orElse(""));
      shown.put("last result", updater.outcome().words());
      shown.put("progress", updater.step().percent() + " %");
    }
    if (json) {
      out.print(JsonText.of(shown));
    } else {
      shown.forEach((name, value) -> say(out, String.format("%-12s %s", name, value).strip()));
    }
    out.flush();
    return GOOD;
  }

  /** Tells each change until the exchange has ended, or exchanges this bundle itself. */
  private int follow(PrintWriter out) throws InterruptedException {
    synchronized (followers) {
      followers.count++;
    }
    try {
      String told = "";
      while (true) {
        UpdateState state = bundles().state();
        String line = state.phase() + (state.reason().isEmpty() ? "" : ": " + state.reason());
        if (!line.equals(told)) {
          say(out, line);
          told = line;
        }
        if (!state.isBusy() || out.checkError()) {
          return state.phase() == UpdatePhase.ROLLED_BACK ? FAULT : GOOD;
        }
        if (followers.awaitEnd()) {
          say(out, "the updater itself is exchanged now; update status --follow tells more");
          return GOOD;
        }
      }
    } finally {
      synchronized (followers) {
        followers.count--;
        followers.notifyAll();
      }
    }
  }

  /** Sends away those who follow, since the classes that they run are going. */
  void end() {
    synchronized (followers) {
      followers.ended = true;
      followers.notifyAll();
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MOST_END_MILLIS);
      try {
        while (followers.count > 0 && System.nanoTime() < end) {
          followers.wait(LOOK_MILLIS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Who follows an exchange at this moment. */
  private static final class Followers {
    private int count;
    private boolean ended;

    /** Waits a moment; returns whether they must go. */
    private synchronized boolean awaitEnd() throws InterruptedException {
      if (!ended) {
        wait(LOOK_MILLIS);
      }
      return ended;
    }
  }

  private static void say(PrintWriter out, String line) {
    out.print(line + "\n");
    out.flush();
  }
}
