/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.network;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A way to bring the network back. A whiteboard service that names itself in the service property
 * {@value #NAME}; the steps of the watch's ladder refer to it by that name. Of two with one name
 * the higher {@code service.ranking} is used.
 *
 * <p>Called on the watch's recovery thread, one at a time; the watch interrupts it when it takes
 * longer than the step allows.
 */
@ConsumerType
public interface RecoveryAction {
  /** Service property: the name of the action, as {@code modem-radio}. */
  String NAME = "meterway.recovery.action";

  /**
   * Service property: {@link Boolean#TRUE} where the action ends this gateway's run, as a restart
   * of its host does. The watch then remembers on disk, before it calls, that it did.
   */
  String ENDS_RUN = "meterway.recovery.ends.run";

  /**
   * Tries to bring the network back; checks follow by themselves.
   *
   * @param why what failed, in words, for logs
   * @return what was done, in words, for logs and status
   * @throws RecoveryException if it could not be done, with the reason in words
   * @throws InterruptedException if interrupted meanwhile
   */
  String recover(String why) throws RecoveryException, InterruptedException;
}
