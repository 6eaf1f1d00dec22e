/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

// What states, kinds and counters are called, and what to do about them.

const HEALTH = { OK: 'well', WARNING: 'look at it', CRITICAL: 'does not work' };

const GATEWAY = {
  OK: 'All is well',
  WARNING: 'Something needs a look',
  CRITICAL: 'Something does not work',
};

/** Kinds in the order in which they are shown; others follow. */
const KINDS = {
  link: 'Links',
  port: 'Ports',
  headend: 'Head ends',
  network: 'Network',
  recovery: 'Recovery of the network',
  modem: 'Modems',
  sms: 'Short messages',
  dlms: 'DLMS meters',
  'dlms-push': 'DLMS push listeners',
  store: 'Store',
  registry: 'Handler registry',
  handlers: 'Built-in handlers',
  wire: 'Wires',
  watchdog: 'Watchdog',
  led: 'LEDs',
  control: 'Control socket',
  service: 'systemd',
  capture: 'Capture',
  update: 'Updates',
  deploy: 'Deployed bundles',
  web: 'Pages',
  platform: 'Platform',
};

const RESTARTS = { port: 'Reopen port', headend: 'Reconnect', link: 'Restart link' };

const WARNINGS = {
  port: 'The serial port is closed and opened again. What the meter is just sending is given up.',
  headend: 'The connection is closed and made anew. What waits stays in the queue.',
  link: 'The port of the link is closed and opened again. What the meter is just sending is given up.',
};

/**
 * Counters: what they count; for those that count something wrong also what to do. A name that
 * means one thing in one kind and another elsewhere has the kind before it.
 */
const COUNTERS = {
  // The line
  'faults.noise': ['Noise between frames', 'check wiring, and whether another protocol is on the line'],
  'faults.bad.header': ['No frame header behind a flag', 'check the framing (LENGTH or STUFFED), and for noise'],
  'faults.bad.length': ['Length field wrong', 'check baud rate and wiring'],
  'faults.too.long': ['Frame too long', 'raise maxInformation if the meter really sends so much'],
  'faults.too.short': ['Frame too short', 'check the framing (LENGTH or STUFFED), and for noise'],
  'faults.missing.flag': ['Closing flag missing', 'bytes were lost: check flow control and the load of the machine'],
  'faults.fcs.mismatch': ['FCS wrong', 'check baud rate and wiring'],
  'faults.aborted': ['Frame given up by the meter', 'harmless now and then'],
  'faults.timeout': ['Rest of a frame did not come', 'check wiring; raise frameTimeoutMs for a slow meter'],
  'faults.truncated': ['Input ended within a frame', 'the port was closed meanwhile'],
  'bytes.in': ['Bytes received'],
  'bytes.out': ['Bytes sent'],
  'bytes.without.listener': ['Bytes nobody listened for', 'no link names this port: check its MeterPort.target'],
  writes: ['Writes'],
  'writes.refused': ['Writes refused, the port was not open', 'see why the port is not open'],
  'writes.lost': ['Writes lost', 'the line broke while they were on their way: check the cable'],
  'write.timeouts': ['Writes that took too long', 'check flow control: the other side does not take bytes'],
  'queue.overflows': ['Frames refused, too many waited', 'the line is slower than what is sent'],
  opens: ['Times opened'],
  'open.failures': ['Attempts to open that failed', 'check that the device is plugged in and may be opened'],
  'hang.ups': ['Times the device went away', 'check plug and cable'],
  'listener.errors': ['Listeners that failed', 'see the log: a bundle of yours is at fault'],
  // Links
  'frames.in': ['Frames from the meter'],
  'frames.out': ['Frames to the meter'],
  'malformed.messages': ['Good frames that say nothing sensible', 'the meter sends another form of message: decode a frame'],
  'uplink.payloads': ['Payloads to the head end'],
  'uplink.refused': ['Payloads the head end refused', 'see the queue of the head end'],
  'held.back': ['Times the meter was held back', 'the queue is full: see the head end'],
  'held.back.millis': ['Milliseconds the meter was held back'],
  'downlink.bytes': ['Bytes from the head end to the meter'],
  'downlink.waits': ['Times the head end waited for the port'],
  'downlink.wait.millis': ['Milliseconds the head end waited for the port'],
  'downlink.undeliverable.bytes': ['Bytes from the head end that were dropped', 'the port was not open for too long'],
  'downlink.undeliverable.payloads': ['Payloads from the head end that were dropped', 'the port was not open for too long'],
  'replies.held': ['Replies that waited for the disk'],
  'replies.refused': ['Replies the port did not take', 'see the port'],
  'waiting.messages': ['Messages that wait for a handler'],
  // Head ends
  'sent.payloads': ['Payloads sent'],
  'sent.bytes': ['Bytes sent'],
  'resent.payloads': ['Payloads sent again'],
  'received.bytes': ['Bytes received'],
  connects: ['Connections made'],
  'connect.failures': ['Attempts to connect that failed', 'check address, network and firewall'],
  disconnects: ['Connections that ended'],
  'refused.too.large': ['Payloads refused, too long', 'no protocol carries anything so long'],
  'dropped.at.close': ['Payloads lost at the end', 'they were in memory only: see the store'],
  'confirmations.unexpected': ['Confirmations nobody waited for', 'check confirmationPattern'],
  'protocol.errors': ['Connections ended for a wrong protocol', 'the head end does not speak the confirmed delivery'],
  requests: ['Requests'],
  'requests.refused': ['Requests refused', 'malformed, not allowed, or too many at once'],
  responses: ['Answers sent'],
  heartbeats: ['Heartbeats sent'],
  registrations: ['Registrations sent'],
  'half.open': ['Connections that had fallen silent', 'check the network on the way'],
  'undeliverable.bytes': ['Bytes nobody took', 'no link names this head end: check its HeadEnd.target'],
  'listener.overflow.bytes': ['Bytes a slow listener lost', 'see the log: a bundle of yours is too slow'],
  'delivered.payloads': ['Payloads delivered'],
  'dropped.oldest': ['Oldest payloads dropped, the queue was full', 'raise queueMaxBytes, or see why the head end is away'],
  'dropped.newest': ['Newest payloads refused, the queue was full', 'raise queueMaxBytes, or see why the head end is away'],
  'dropped.expired': ['Payloads dropped, too old', 'raise queueMaxAgeHours, or see why the head end is away'],
  damaged: ['Payloads that could not be read back', 'check the disk'],
  // Cloud head ends
  'confirmed.payloads': ['Payloads confirmed'],
  'repeated.payloads': ['Payloads published again'],
  'confirmation.timeouts': ['Confirmations that did not come', 'see the cloud connection'],
  'unconfirmable.payloads': ['Payloads nobody can confirm', 'publish with QoS 1'],
  'forgotten.confirmations': ['Confirmations forgotten'],
  'publish.failures': ['Attempts to publish that failed', 'see the cloud connection'],
  'connection.losses': ['Connections lost'],
  'received.payloads': ['Payloads received'],
  'received.without.body': ['Messages without a body', 'the cloud must send a body'],
  'downlink.overflows': ['Messages from the cloud dropped', 'they come faster than the meter takes them'],
  'downlink.dropped.at.close': ['Messages from the cloud lost at the end'],
  // Dispatch and handlers
  dispatched: ['Messages handed over'],
  handled: ['Messages handled'],
  failed: ['Failures', 'see the log'],
  unhandled: ['Messages nobody handled', 'no handler is bound for their protocol: see Handlers'],
  overflow: ['Messages dropped, too many waited', 'a handler is too slow'],
  discarded: ['Messages dropped at the end of their link'],
  waited: ['Messages that waited for a new handler'],
  'held.up': ['Messages that waited for room', 'a handler is too slow'],
  'held.up.millis': ['Milliseconds they waited'],
  stuck: ['Calls of a handler that took too long', 'see the log for the handler'],
  'replaced.threads': ['Threads that took the place of stuck ones'],
  interrupted: ['Stuck calls that were ended'],
  forwarded: ['Payloads forwarded'],
  'refused.queue.full': ['Refused, the queue was full', 'see the head end'],
  'refused.empty': ['Refused, empty'],
  'refused.closed': ['Refused, nothing to send to', 'see the link and its head end'],
  unexpected: ['Messages that were not expected'],
  'gets.answered': ['Questions of meters answered'],
  'gets.refused': ['Questions of meters nobody could answer', 'configure the parameter in org.meterway.handlers.Parameters'],
  'sets.taken': ['Settings of meters taken'],
  'sets.refused': ['Settings of meters refused'],
  events: ['Events of meters'],
  'replies.lost': ['Replies that did not go out', 'see the port'],
  'requests.answered': ['Requests answered'],
  'requests.timed.out': ['Requests the meter did not answer', 'check the line; see the link'],
  'requests.unreachable': ['Requests to a meter that was not there', 'see the link'],
  'late.answers': ['Answers that came too late'],
  // Store
  commits: ['Commits'],
  groups: ['Groups of payloads written at once'],
  'payloads.written': ['Payloads written'],
  'bytes.written': ['Bytes written'],
  syncs: ['Waits for the disk'],
  'longest.sync.ms': ['Longest wait for the disk, in milliseconds'],
  'segments.recycled': ['Segments used again'],
  'segments.made': ['Segments made'],
  degradations: ['Times a queue went on in memory', 'check the disk: full, read-only or slow'],
  restorations: ['Times a queue came back to disk'],
  'lost.at.close': ['Payloads lost at the end', 'they were in memory only'],
  // DLMS
  associations: ['Associations'],
  read: ['Values read'],
  'read.refused': ['Values the meter refused', 'check object, attribute and client'],
  rows: ['Rows read'],
  written: ['Values written'],
  called: ['Methods called'],
  notifications: ['Notifications'],
  'failed.invalid': ['Requests that were wrong', 'check object and attribute'],
  'failed.not.configured': ['Requests before the meter was configured'],
  'failed.busy': ['Requests while the meter was busy'],
  'failed.unreachable': ['Meter not reached', 'check address or line'],
  'failed.rejected': ['Association refused', 'check client, authentication and password'],
  'failed.security': ['Security failed', 'check keys, system title and frame counter'],
  'failed.timeout': ['Meter did not answer', 'check address or line'],
  'failed.uncertain': ['Writes that may have been done', 'read the value back'],
  'failed.refused': ['Requests the meter refused'],
  'failed.protocol': ['Answers that make no sense', 'capture and decode them'],
  'failed.cancelled': ['Requests given up'],
  telegrams: ['Telegrams'],
  readings: ['Readings'],
  'telegrams.without.readings': ['Telegrams without a reading', 'check the keys'],
  faults: ['Faults', 'check line and keys'],
  undelivered: ['Readings nobody took', 'no consumer names this listener'],
  'consumer.errors': ['Consumers that failed', 'see the log: a bundle of yours is at fault'],
  sent: ['Sent'],
  'bytes.unheard': ['Bytes nobody waited for', 'another system asks the same meter, or the line is noisy'],
  // Network
  rounds: ['Rounds of checks'],
  'rounds.failed': ['Rounds of checks that failed', 'see the failed check in the facts'],
  'checks.failed': ['Checks that failed', 'see the failed check in the facts'],
  'checks.hanging': ['Checks that did not end', 'see the log for the check'],
  changes: ['Changes'],
  actions: ['Recoveries tried'],
  'actions.failed': ['Recoveries that failed', 'see the log for the reason'],
  'actions.timed.out': ['Recoveries that took too long', 'see the log for the action'],
  'steps.without.action': ['Recovery steps without an action', 'no bundle offers the action of the step'],
  'steps.limited': ['Recovery steps held back, too many before'],
  'steps.switched.off': ['Recovery steps that are switched off'],
  'steps.waiting': ['Recovery steps that wait for their time'],
  'restarts.refused': ['Restarts that could not be remembered', 'check that the data folder can be written'],
  'listeners.failed': ['Listeners that failed', 'see the log: a bundle of yours is at fault'],
  'changes.untold': ['Changes a listener was not told', 'see the log: a bundle of yours hangs'],
  calls: ['Calls'],
  'calls.failed': ['Calls that failed', 'see the log for the reason'],
  // Modems and short messages
  commands: ['Commands'],
  'modem/commands.refused': ['Commands the modem refused', 'see the log for the command'],
  'commands.unanswered': ['Commands the modem did not answer', 'check the device and its power'],
  'answers.late': ['Answers that came too late'],
  unsolicited: ['Lines that came unasked'],
  'unsolicited.dropped': ['Lines that came unasked and were dropped', 'a listener is too slow'],
  looks: ['Times the modem was asked for its state'],
  'looks.failed': ['Times it did not answer', 'check the device and its power'],
  'radio.cycles': ['Times the radio was switched off and on'],
  'radio.cycles.failed': ['Times the radio could not be switched', 'see the log for the reason'],
  'registrations.lost': ['Times the mobile network was lost', 'check antenna and signal'],
  'pins.entered': ['PINs entered'],
  received: ['Messages received'],
  'received.malformed': ['Messages that cannot be read'],
  'parts.expired': ['Parts whose others did not come'],
  'direct.dropped': ['Messages dropped, too many at once'],
  'delete.failures': ['Messages the modem did not delete', 'its memory may fill up'],
  'sms/accepted': ['Messages taken for sending'],
  'refused.full': ['Messages refused, too many wait', 'see the modem'],
  'refused.invalid': ['Messages refused, number or text cannot be sent'],
  'sent.parts': ['Parts sent'],
  'send.failures': ['Parts the modem did not send', 'check credit, service centre and signal'],
  'given.up': ['Messages that were not sent', 'check credit, service centre and signal'],
  'commands.done': ['Remote commands done'],
  'sms/commands.refused': ['Remote commands that could not be done', 'see the log'],
  'commands.unauthorised': ['Remote commands of others', 'somebody tries: see the log for the number'],
  // LEDs, shell, capture, updates, systemd, deployed bundles
  failures: ['Failures', 'see the log'],
  connections: ['Connections'],
  cancelled: ['Commands given up by their user'],
  'bad.requests': ['Requests that are none'],
  'slow.clients': ['Connections dropped, too slow'],
  packets: ['Packets written'],
  'capture/faults': ['Faults of lines written'],
  octets: ['Bytes written'],
  'dropped.pieces': ['Pieces dropped, they came too fast', 'capture fewer links, or to a faster disk'],
  'dropped.octets': ['Bytes dropped, they came too fast'],
  files: ['Files begun'],
  'write.errors': ['Files that could not be written', 'check the disk'],
  checks: ['Times looked for an update'],
  'fetched.bundles': ['Bundles fetched'],
  'fetched.bytes': ['Bytes fetched'],
  staged: ['Updates staged'],
  applied: ['Updates applied'],
  unreachable: ['Times the repository was not reached', 'check its address and the network'],
  'refused.malformed': ['Updates refused, malformed', 'publish the update anew'],
  'refused.signature': ['Updates refused, wrongly signed', 'somebody may be trying something'],
  'refused.corrupt': ['Updates refused, damaged', 'publish the update anew'],
  'refused.expired': ['Updates refused, expired', 'publish the update anew'],
  'refused.too.old': ['Updates refused, older than what runs', 'somebody may be trying something'],
  'update/refused.too.large': ['Updates refused, too large'],
  'refused.incompatible': ['Updates refused, not for this gateway'],
  'no.space': ['Updates refused, no room on the disk', 'make room'],
  'notifications.failed': ['Messages to systemd that failed', 'see the log'],
  'signs.withheld': ['Times systemd was not told that the gateway lives', 'a link stands still: see the links'],
  'deploy/accepted': ['Bundles with a good signature'],
  'deploy/refused': ['Bundles refused', 'see the log for the bundle'],
  // Wires
  messages: ['Messages'],
  filtered: ['Messages filtered out'],
  dropped: ['Dropped', 'they come faster than they are taken'],
  emitted: ['Records emitted'],
  records: ['Records'],
  'invalid.records': ['Records that say nothing sensible', 'check what the wire graph sends'],
  unconfigured: ['Refused, not configured'],
  'unknown.link': ['Refused, no such link', 'check the name of the link'],
  // Pages
  'web/requests': ['Requests'],
  'logins.refused': ['Passwords refused', 'somebody may be guessing: see the log for the address'],
  'foreign.requests': ['Requests sent by pages of other sites', 'refused; somebody may be trying something'],
  'web/failures': ['Resources that failed', 'see the log'],
  streams: ['Live views begun'],
  'streams.refused': ['Live views refused, too many at once'],
  'streams.too.slow': ['Live views closed, too slow'],
};

/** The health of one part in words. */
export function health(value) {
  return HEALTH[value] ?? value;
}

/** The health of the gateway in words. */
export function gateway(value) {
  return GATEWAY[value] ?? value;
}

/** What a kind is called as a heading. */
export function kind(value) {
  return KINDS[value] ?? value;
}

/** Where a kind stands among the others. */
export function kindOrder(value) {
  const place = Object.keys(KINDS).indexOf(value);
  return place < 0 ? Object.keys(KINDS).length : place;
}

/** The name of a part; of what is there once only the last word of its PID. */
export function shortName(name) {
  return name.startsWith('org.meterway.') ? name.slice(name.lastIndexOf('.') + 1) : name;
}

/** What the button says that makes a part begin anew. */
export function restart(value) {
  return RESTARTS[value] ?? 'Restart';
}

/** What happens then. */
export function restartWarning(value) {
  return WARNINGS[value] ?? 'It begins anew.';
}

function entry(itsKind, name) {
  return COUNTERS[`${itsKind}/${name}`] ?? (Object.hasOwn(COUNTERS, name) ? COUNTERS[name] : null);
}

/** What a counter counts; an unknown one is called by its name. */
export function counter(itsKind, name) {
  return entry(itsKind, name)?.[0] ?? name;
}

/** Whether the catalogue has a counter. */
export function isKnown(itsKind, name) {
  return entry(itsKind, name) !== null;
}

/** What to do about a counter; empty where it counts nothing wrong. */
export function advice(itsKind, name) {
  return entry(itsKind, name)?.[1] ?? '';
}

/** A number with its unit of bytes. */
export function bytes(count) {
  const units = ['B', 'kB', 'MB', 'GB'];
  let value = count;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? Math.round(value) : value.toPrecision(3)}\u00a0${units[unit]}`;
}

/** A rate with as many digits as say something. */
export function rate(value) {
  return value === 0 ? '0' : value < 10 ? value.toFixed(1) : Math.round(value).toString();
}

/** How long something lasts. */
export function duration(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  if (seconds < 60) {
    return `${seconds} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  }
  const hours = Math.floor(seconds / 3600);
  return hours < 48
    ? `${hours} h ${Math.floor((seconds % 3600) / 60)} min`
    : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
