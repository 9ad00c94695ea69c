import type { Clock, Logger, Timers } from '../api/ports.ts';
import type { CompiledPlatform } from '../core/platform/compiledPlatform.ts';
import type { LoginGuard } from './ssh/loginGuard.ts';
import type { DetectionDependencies } from './detect/findPlatform.ts';
import type { TransportRegistry } from './transportRegistry.ts';

/**
 * A secret of the session's credential, or undefined where there is none or the person declined. A one-time code is asked of a person in the
 * words of the device.
 */
export type SecretProvider = (
  kind: 'username' | 'password' | 'enable-secret' | 'one-time-code',
  signal: AbortSignal,
  words?: string,
) => Promise<string | undefined>;

/** How long a session waits, in milliseconds. */
export interface SessionTimeouts {
  readonly connectTimeoutMs: number;
  /** From the open channel to a prepared session. */
  readonly loginTimeoutMs: number;
  /** Silence after which a command is given up, where the command does not say otherwise. */
  readonly commandTimeoutMs: number;
}

/** What a session needs from its surroundings. */
export interface SessionDependencies {
  /** The device's platform; what stands for an unknown one where `detection` is given. */
  readonly platform: CompiledPlatform;
  /** For a device whose platform is to be found out. */
  readonly detection?: DetectionDependencies;
  readonly transports: TransportRegistry;
  readonly secrets: SecretProvider;
  /** Counts rejected logins where the device asks for the password in the stream; nobody does where it is absent. */
  readonly guard?: LoginGuard;
  readonly timeouts: SessionTimeouts;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger?: Logger;
}
