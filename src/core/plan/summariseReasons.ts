import type { Diagnostic, SourcePosition } from '../../api/diagnostic.ts';
import type { RefusedDevice } from '../../api/plan.ts';
import { generalReason } from './generalReason.ts';

/** Names that are spelled out before "and … more". */
const maxNames = 8;

/**
 * One finding for each reason that refuses devices, with the devices: a variable that 300 devices lack is one problem, not
 * 300. In the order the reasons were met. `start` is where reasons without a place are shown.
 */
export function summariseReasons(refused: readonly RefusedDevice[], start: SourcePosition): Diagnostic[] {
  const groups = new Map<
    string,
    { code: string; message: string; at: SourcePosition; devices: Set<string> }
  >();
  for (const { device, reasons } of refused) {
    for (const { code, message, at = start } of reasons) {
      const general = generalReason(message, device);
      const key = JSON.stringify([code, at.file, at.line, at.column, general]);
      const group = groups.get(key) ?? { code, message: general, at, devices: new Set<string>() };
      group.devices.add(device);
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ code, message, at, devices }) => ({
    code,
    severity: 'error',
    message: `${message} (${deviceList([...devices])})`,
    at,
  }));
}

/** "a, b and 4 more". */
function deviceList(names: readonly string[]): string {
  if (names.length <= maxNames) return names.join(', ');
  return `${names.slice(0, maxNames).join(', ')} and ${String(names.length - maxNames)} more`;
}
