import type { BreakerScope } from '../../../api/run.ts';
import { ShowrunError } from '../../../core/errors.ts';
import type { UnstampedEvent } from '../deviceContext.ts';
import type { Guarded } from './breakers.ts';

/** A change of a breaker, before it gets its time and its run. */
export type BreakerEvent = Extract<UnstampedEvent, { readonly type: 'breaker' }>;

/** Devices named in an event and in a message. */
const namedInEvent = 10;
const namedInMessage = 3;

/** How a breaker stands, for a run that has so many devices waiting behind it. */
export function breakerEvent({ scope, name, breaker }: Guarded, waiting: number): BreakerEvent {
  const { state, failed, error, probe, pauseMs } = breaker;
  return {
    type: 'breaker',
    scope,
    name,
    state,
    waiting,
    ...(state !== 'open' ? {} : { failed: failed.slice(0, namedInEvent), retryInMs: pauseMs }),
    ...(state !== 'open' || error === undefined ? {} : { error }),
    ...(state !== 'half-open' || probe === undefined ? {} : { probe }),
  };
}

/** `engine.site-unreachable`: the device was not contacted, because so many others of its site could not be reached. */
export function siteUnreachableError(
  device: string,
  { scope, name, breaker }: Guarded,
  run: string,
): ShowrunError {
  const { failed, error } = breaker;
  const more = failed.length > namedInMessage ? ` and ${String(failed.length - namedInMessage)} more` : '';
  const last = error === undefined ? '' : ` The last of them: ${error.message}`;
  return new ShowrunError(
    'engine.site-unreachable',
    `${device}: not contacted, because ${placeOf(scope, name)} cannot be reached. ` +
      `Failed in a row: ${failed.slice(0, namedInMessage).join(', ')}${more}.${last}`,
    {
      hint:
        `When it can be reached again, continue run ${run} (resume on the command line, Resume Run in the editor): ` +
        'only what is missing is sent.',
    },
  );
}

function placeOf(scope: BreakerScope, name: string): string {
  return scope === 'site' ? `the site "${name}"` : `what is behind the jump host ${name}`;
}
