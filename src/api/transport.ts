import type { DeviceAddress } from './device.ts';
import type { PlatformQuestion } from './platform.ts';

/** One interactive byte stream, already authenticated as far as the transport does that. */
export interface ByteStream {
  /** What the server calls itself, where the transport learns that: an SSH identification such as `SSH-2.0-Cisco-1.25`. Untrusted. */
  readonly identification?: string;
  /** Called with each chunk as it comes; set once, before the next turn of the event loop. */
  onData(listener: (chunk: Uint8Array) => void): void;
  /** Called once, when nothing more will come; with the reason where it was not our own `close`. */
  onClose(listener: (error?: Error) => void): void;
  write(data: string | Uint8Array): void;
  /** Stops and restarts reading, for back-pressure. */
  pause(): void;
  resume(): void;
  /** Ends the stream and everything below it at once. */
  close(): void;
}

export interface TransportOptions {
  readonly connectTimeoutMs: number;
  readonly loginTimeoutMs: number;
  readonly terminal: { readonly width: number; readonly height: number };
}

/** What carries bytes to a device. Plugins register one per id. */
export interface Transport {
  readonly id: string;
  /** Where the login is a dialogue in the stream: what devices ask, besides the questions of their platform. */
  readonly login?: readonly PlatformQuestion[];
  /** Throws a coded error (`session.…`); aborting `signal` closes everything at once. */
  open(device: DeviceAddress, options: TransportOptions, signal: AbortSignal): Promise<ByteStream>;
}
