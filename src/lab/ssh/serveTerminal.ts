import type { Duplex } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { ServerChannel } from 'ssh2';
import type { Shell } from '../shell/shell.ts';
import type { TerminalHost } from '../shell/terminal.ts';
import type { TerminalProgram } from '../shell/terminalProgram.ts';
import { logBurst, withLogBursts } from '../devices/logBurst.ts';
import { platformOf, type DeviceContext } from './deviceContext.ts';
import { applyOutputFaults } from './outputFaults.ts';
import { OutputQueue } from './outputQueue.ts';

/** What a session can do to its connection. */
export interface ConnectionEnds {
  /** Ends it in good order. */
  end(): void;
  /** Cuts it. */
  drop(): void;
  /** Leaves it open, deaf and dumb. */
  freeze(): void;
}

/** Runs a program with a terminal on a stream of bytes: an SSH channel, or a telnet connection. */
export function serveTerminal(
  stream: Duplex,
  program: (host: TerminalHost) => TerminalProgram,
  device: DeviceContext,
  ends: ConnectionEnds,
): void {
  const queue = new OutputQueue(stream, () => (device.faults.has('slow') ? device.tuning.slowDelayMs : 0));
  const decoder = new StringDecoder('utf8');
  const terminal = program(terminalHost(queue, device, ends));
  const idle = idleTimer(device, () => ends.end());
  stream.on('data', (chunk: Buffer) => {
    idle.touch();
    terminal.input(decoder.write(chunk));
  });
  stream.on('error', () => stream.destroy());
  stream.on('close', () => {
    idle.stop();
    queue.stop();
  });
  stream.on('end', () => stream.end());
  terminal.start();
}

/** Runs one command on a channel without a terminal, as `ssh host command` does. */
export function serveCommand(
  channel: ServerChannel,
  shell: Shell,
  device: DeviceContext,
  command: string,
): void {
  const queue = new OutputQueue(channel, () => 0);
  const leave = (): void =>
    queue.whenEmpty(() => {
      channel.exit(0);
      channel.end();
    });
  device.stats.commands.push(command);
  channel.on('error', () => channel.destroy());
  channel.on('close', () => queue.stop());
  const reply = shell.enter(command);
  const output =
    reply.show === true
      ? applyOutputFaults(reply.text, device.faults, device.tuning)
      : { text: reply.text, end: 'prompt' };
  if (typeof output.text === 'string') {
    queue.write(output.text);
    if (output.end === 'prompt') leave();
  } else queue.pump(output.text, leave);
}

function terminalHost(queue: OutputQueue, device: DeviceContext, ends: ConnectionEnds): TerminalHost {
  let burst = '';
  return {
    write: (text) => queue.write(text),
    prompted: () => {
      if (burst !== '') queue.write(`\r\n${burst.replaceAll('\n', '\r\n')}`);
      burst = '';
    },
    pump: (pieces, done) => queue.pump(pieces, done),
    record: (line) => device.stats.commands.push(line),
    interfere: (shown, command) => {
      let text = shown;
      if (device.tuning.tokens) text = framed(text, `% token ${device.name} ${command}`);
      if (device.faults.has('syslog-burst')) {
        burst = logBurst(platformOf(device), device.name, Date.now());
        text = withLogBursts(text, burst);
      }
      return applyOutputFaults(text, device.faults, device.tuning);
    },
    close: () => queue.whenEmpty(() => ends.end()),
    leave: (words) =>
      queue.whenEmpty(() => {
        queue.write(words);
        queueMicrotask(() => ends.end());
      }),
    drop: () => queue.whenEmpty(() => ends.drop()),
    freeze: () => queue.whenEmpty(() => ends.freeze()),
  };
}

function framed(text: string | Iterable<string>, token: string): string | Iterable<string> {
  const [before, after] = [`${token} begin\n`, `${token} end\n`];
  if (typeof text === 'string') return before + text + after;
  return (function* (): Generator<string, void, undefined> {
    yield before;
    yield* text;
    yield after;
  })();
}

function idleTimer(device: DeviceContext, expired: () => void): { touch(): void; stop(): void } {
  const limit = device.tuning.idleLogoutMs;
  if (limit === 0) return { touch: () => undefined, stop: () => undefined };
  const timer = setTimeout(expired, limit);
  return { touch: () => timer.refresh(), stop: () => clearTimeout(timer) };
}
