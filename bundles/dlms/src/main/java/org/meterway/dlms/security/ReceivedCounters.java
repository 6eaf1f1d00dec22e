/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The invocation counters that were received, so that nothing is accepted twice: for each system
 * title and key they must rise. One for an association is enough where a challenge makes the
 * association fresh; a listener to pushes keeps one for good.
 *
 * <p>Only a sender that has the keys gets an entry, so their number is that of the known senders.
 * Of keys that were made for a single APDU the last 4096 are remembered.
 *
 * <p>Safe for threads.
 */
public final class ReceivedCounters {
  private static final int LARGEST_WINDOW = 63;
  private static final int MOST_EPHEMERAL = 4096;

  private final int window;
  private final Map<String, ReplayWindow> lasting = new HashMap<>();
  private final Map<String, ReplayWindow> ephemeral = new LinkedHashMap<>();

  /** Strict: each counter is higher than the one before. */
  public ReceivedCounters() {
    this(0);
  }

  /**
   * With a window, for datagrams that overtake each other.
   *
   * @param window how many counters below the highest may still come, each once: 0 to 63
   */
  public ReceivedCounters(int window) {
    if (window < 0 || window > LARGEST_WINDOW) {
      throw new IllegalArgumentException("replay window " + window + ", expected 0 to 63");
    }
    this.window = window;
  }

  /**
   * The highest counter of a sender's unicast key, to be kept over a restart.
   *
   * @param systemTitle of the sender
   * @return the counter, empty when nothing was received
   */
  public OptionalLong highest(byte[] systemTitle) {
    long highest = find(systemTitle, KeyChoice.UNICAST.name()).highest();
    return highest < 0 ? OptionalLong.empty() : OptionalLong.of(highest);
  }

  /**
   * The highest counters of all senders' unicast keys, to be kept over a restart.
   *
   * @return the counters by system title, in hex digits of lower case
   */
  public synchronized SortedMap<String, Long> highest() {
    String ending = ' ' + KeyChoice.UNICAST.name();
    SortedMap<String, Long> highest = new TreeMap<>();
    lasting.forEach(
        (name, window) -> {
          if (name.endsWith(ending) && window.highest() >= 0) {
            highest.put(name.substring(0, name.length() - ending.length()), window.highest());
          }
        });
    return highest;
  }

  /**
   * Takes back what {@link #highest} gave before a restart: this counter and all below are refused
   * from now on.
   *
   * @param systemTitle of the sender
   * @param highest 0 to 2^32 - 1
   */
  public void restore(byte[] systemTitle, long highest) {
    String name = KeyChoice.UNICAST.name();
    keep(systemTitle, name, false, find(systemTitle, name))
        .raise(MemoryInvocationCounters.checked(highest));
  }

  /**
   * Forgets a sender, when it has new keys and may begin at 0 again.
   *
   * @param systemTitle of the sender
   */
  public void forget(byte[] systemTitle) {
    forget(systemTitle, KeyChoice.UNICAST.name());
    forget(systemTitle, KeyChoice.BROADCAST.name());
  }

  synchronized void forget(byte[] systemTitle, String key) {
    lasting.remove(name(systemTitle, key));
  }

  /** Of a key that lives no longer than its association. */
  ReplayWindow unshared() {
    return new ReplayWindow(window);
  }

  /** The window of a sender and key; a new one that is not remembered yet when there is none. */
  synchronized ReplayWindow find(byte[] systemTitle, String key) {
    String name = name(systemTitle, key);
    ReplayWindow known = lasting.get(name);
    if (known == null) {
      known = ephemeral.get(name);
    }
    return known == null ? unshared() : known;
  }

  /** Remembers a window and gives it, or the one that another thread was first with. */
  synchronized ReplayWindow keep(
      byte[] systemTitle, String key, boolean forOneApdu, ReplayWindow used) {
    Map<String, ReplayWindow> all = forOneApdu ? ephemeral : lasting;
    ReplayWindow first = all.putIfAbsent(name(systemTitle, key), used);
    if (ephemeral.size() > MOST_EPHEMERAL) {
      ephemeral.remove(ephemeral.keySet().iterator().next());
    }
    return first == null ? used : first;
  }

  private static String name(byte[] systemTitle, String key) {
    return HexFormat.of().formatHex(systemTitle) + ' ' + key;
  }
}
