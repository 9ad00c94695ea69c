import type { Duplex } from 'node:stream';
import type { ByteStream } from '../../api/transport.ts';
import { TelnetCodec } from '../../core/telnet/telnetCodec.ts';
import { telnet, telnetOption, terminalTypeIs, terminalTypeSend } from '../../core/telnet/telnetBytes.ts';
import { ShowrunError } from '../../core/errors.ts';
import { systemTime } from '../time/systemTime.ts';
import { endedEarly, lostError, sshError, unreadError } from './telnetErrors.ts';

/** The terminal that devices are told of; the same that SSH sessions ask for. */
const terminalName = 'VT100';
/** Answers that the other end may leave unread: it negotiates, but does not listen. */
const maxUnread = 1_000_000;

/** With which an SSH server begins, before anything is asked of it (RFC 4253, section 4.2). */
const sshIdentification = /^SSH-\d\.\d/;

/** What a stream needs to know of its connection. */
export interface TelnetStreamFacts {
  /** Names the device in messages. */
  readonly label: string;
  readonly terminal: { readonly width: number; readonly height: number };
  /** Why what the connection runs through has ended, if that is known. */
  readonly whyLost?: () => Error | undefined;
}

/**
 * Telnet over an open connection, which it owns from here on. It never begins to negotiate: a port in raw mode (console
 * servers) takes every byte for typed text. Data is read from the moment that `onData` is called.
 */
export function telnetStream(socket: Duplex, facts: TelnetStreamFacts): ByteStream {
  const { label, terminal } = facts;
  let closedByUs = false;
  let heard = false;
  let failure: Error | undefined;
  const codec: TelnetCodec = new TelnetCodec({
    remote: [telnetOption.binary, telnetOption.echo, telnetOption.suppressGoAhead],
    local: [
      telnetOption.binary,
      telnetOption.suppressGoAhead,
      telnetOption.terminalType,
      telnetOption.windowSize,
    ],
    onOption: (side, option, on) => {
      if (side === 'local' && option === telnetOption.windowSize && on) {
        codec.subnegotiate(option, [...word(terminal.width), ...word(terminal.height)]);
      }
    },
    onSubnegotiation: (option, body) => {
      if (option !== telnetOption.terminalType || body[0] !== terminalTypeSend) return;
      if (codec.isOn('local', option)) {
        codec.subnegotiate(option, [terminalTypeIs, ...Buffer.from(terminalName)]);
      }
    },
  });
  const send = (bytes: Uint8Array): void => {
    if (bytes.length > 0 && socket.writable) socket.write(bytes);
  };
  const fail = (error: Error): void => {
    failure ??= error;
    socket.destroy();
  };
  const receive = (chunk: Buffer): Uint8Array => {
    const first = !heard;
    heard = true;
    try {
      if (first && sshIdentification.test(chunk.toString('latin1', 0, 8))) throw sshError(label);
      const data = codec.receive(chunk);
      send(codec.takeReplies());
      if (socket.writableLength > maxUnread) throw unreadError(label);
      return data;
    } catch (error) {
      fail(named(label, error as Error));
      return new Uint8Array();
    }
  };
  // Nothing answers this, but what lies between says at once where it has forgotten the connection in a sleep of this machine.
  const forgetSleeps = systemTime.onSleep(() => {
    send(Uint8Array.of(telnet.iac, telnet.nop));
  });
  socket.once('close', forgetSleeps);
  socket.on('error', (error) => {
    failure ??= lostError(label, error, heard);
  });
  return {
    onData(listener) {
      socket.on('data', (chunk: Buffer) => {
        const data = receive(chunk);
        if (data.length > 0) listener(data);
      });
    },
    onClose(listener) {
      let told = false;
      const tell = (): void => {
        if (told) return;
        told = true;
        if (closedByUs) listener();
        else listener(facts.whyLost?.() ?? failure ?? (heard ? undefined : endedEarly(label)));
        socket.destroy();
      };
      socket.once('end', tell);
      socket.once('close', tell);
    },
    write(data) {
      const typed = typeof data === 'string' ? Buffer.from(withLineEnds(data, codec)) : data;
      send(codec.encode(typed));
    },
    pause() {
      socket.pause();
    },
    resume() {
      socket.resume();
    },
    close() {
      closedByUs = true;
      socket.destroy();
    },
  };
}

/**
 * Every line end as the Return key sends it: CR LF (RFC 1123, section 3.3.1), and CR where the transmission is binary and a
 * line end has no meaning of its own.
 */
function withLineEnds(text: string, codec: TelnetCodec): string {
  const lineEnd = codec.isOn('local', telnetOption.binary) ? '\r' : '\r\n';
  return text.replaceAll(/\r\n|\r|\n/g, lineEnd);
}

function word(value: number): [number, number] {
  const bounded = Math.max(0, Math.min(65_535, value));
  return [bounded >> 8, bounded & 255];
}

/** The codec does not know whom it talks to. */
function named(label: string, error: Error): Error {
  if (!(error instanceof ShowrunError) || error.message.startsWith(`${label}: `)) return error;
  return new ShowrunError(error.code, `${label}: ${error.message}`, {
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    cause: error,
  });
}
