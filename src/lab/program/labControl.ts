import { isErrorInfo } from '../../api/diagnostic.ts';
import { ShowrunError, toErrorInfo } from '../../core/errors.ts';
import { parseLabFault } from '../labFault.ts';
import type { Lab, LabDeviceStats, LabState } from '../labOptions.ts';

/** What a parent process may ask a running lab, over IPC. */
export type LabRequest =
  | { readonly type: 'state' | 'set-state'; readonly state: LabState }
  /** An empty list of faults heals the device; `*` stands for all devices. */
  | { readonly type: 'fault'; readonly device: string; readonly faults: readonly string[] }
  | { readonly type: 'stats' };

/** What the lab answers. */
export type LabAnswer =
  | { readonly type: 'state'; readonly state: LabState }
  | { readonly type: 'fault'; readonly device: string; readonly faults: readonly string[] }
  | { readonly type: 'stats'; readonly stats: Readonly<Record<string, LabDeviceStats>> }
  | { readonly type: 'error'; readonly code: string; readonly message: string };

/** Does what was asked. Never throws: what cannot be done is answered. */
export async function answerLabRequest(lab: Lab, request: LabRequest): Promise<LabAnswer> {
  try {
    return await answer(lab, request);
  } catch (error) {
    const { code, message } = isErrorInfo(error) ? error : toErrorInfo(error);
    return { type: 'error', code, message };
  }
}

/** Reads a line typed to the lab: `state after`, `fault core-1 refuse`, `fault core-1`, `stats`. Throws `lab.bad-request`. */
export function parseControlLine(line: string): LabRequest {
  const [verb = '', first, ...rest] = line.trim().split(/\s+/);
  if (verb === 'stats') return { type: 'stats' };
  if (verb === 'state' && (first === 'before' || first === 'after')) return { type: 'state', state: first };
  if (verb === 'fault' && first !== undefined) return { type: 'fault', device: first, faults: rest };
  throw badRequest(line.trim());
}

async function answer(lab: Lab, request: LabRequest): Promise<LabAnswer> {
  switch (request.type) {
    case 'state':
    case 'set-state':
      if (!['before', 'after'].includes(request.state)) throw badRequest(`state ${request.state}`);
      lab.setState(request.state);
      return { type: 'state', state: request.state };
    case 'fault': {
      const faults = request.faults.map((name) => parseLabFault(name));
      await lab.setFault(request.device, faults);
      return { type: 'fault', device: request.device, faults };
    }
    case 'stats':
      return { type: 'stats', stats: Object.fromEntries(lab.stats()) };
    default:
      throw badRequest(JSON.stringify(request));
  }
}

function badRequest(what: string): ShowrunError {
  return new ShowrunError('lab.bad-request', `The lab does not understand "${what}".`, {
    hint: 'It understands: state before, state after, fault DEVICE FAULT…, fault DEVICE (heals it), stats.',
  });
}
