import type { DeviceAddress } from '../../../src/api/device.ts';
import type { Plan } from '../../../src/api/plan.ts';
import type { RenderedCommand } from '../../../src/api/template.ts';

/** A command as a template would render it. */
export function makeCommand(text: string, more: Partial<RenderedCommand> = {}): RenderedCommand {
  const at = { file: 'test.cmds', line: 1, column: 1 };
  return { text, at, mode: 'exec', expect: [], onError: 'continue', ...more };
}

/** A device of a plan. */
export function makeDevice(name: string, more: Partial<DeviceAddress> = {}): DeviceAddress {
  return { name, host: 'ok', port: 22, platform: 'generic', transport: 'ssh', ...more };
}

/** A plan that sends the same commands to all devices; each gets a port of its own. */
export function makePlan(
  devices: readonly (string | DeviceAddress)[],
  commands: readonly (string | RenderedCommand)[],
  more: Partial<Plan> = {},
): Plan {
  const rendered = commands.map((each) => (typeof each === 'string' ? makeCommand(each) : each));
  return {
    version: 1,
    createdAt: '2026-11-20T18:03:21.000Z',
    title: 'test.cmds',
    devices: devices.map((each, index) => ({
      device: typeof each === 'string' ? makeDevice(each, { port: 1000 + index }) : each,
      commands: rendered,
    })),
    refused: [],
    held: [],
    ...more,
  };
}
