import type { Plan } from '../../../src/api/plan.ts';
import type { CommandResult, DeviceResult, RunRecord } from '../../../src/api/run.ts';

/** A plan that sends the same commands to each of these devices. */
export function planOf(devices: readonly string[], commands: readonly string[]): Plan {
  return {
    version: 1,
    createdAt: '2026-11-20T18:03:21Z',
    title: 'health.cmds',
    devices: devices.map((name) => ({
      device: { name, host: '192.0.2.1', platform: 'cisco_ios', transport: 'ssh' },
      commands: commands.map((text, index) => ({
        text,
        at: { file: 'health.cmds', line: index + 1, column: 1 },
        mode: 'exec',
        expect: [],
        onError: 'continue',
      })),
    })),
    refused: [],
    held: [],
  };
}

/** A command that went well. */
export function okCommand(device: string, index: number, command: string): CommandResult {
  return {
    index,
    command,
    status: 'ok',
    file: `${device}/0${index + 1}.txt`,
    bytes: 10,
    durationMs: 5,
  };
}

/** A device that went well. */
export function okDevice(device: string, commands: readonly string[]): DeviceResult {
  return {
    device,
    folder: device,
    status: 'ok',
    attempts: 1,
    durationMs: 20,
    commands: commands.map((command, index) => okCommand(device, index, command)),
  };
}

/** A finished run. Devices that are not given went well. */
export function recordOf(id: string, plan: Plan, results: readonly DeviceResult[] = []): RunRecord {
  const all = plan.devices.map(
    ({ device, commands }) =>
      results.find((result) => result.device === device.name) ??
      okDevice(
        device.name,
        commands.map((command) => command.text),
      ),
  );
  const count = (status: string): number => all.filter((each) => each.status === status).length;
  return {
    version: 1,
    id,
    showrun: '0.1.0',
    status: count('ok') === all.length ? 'ok' : 'failed',
    startedAt: '2026-11-20T18:03:21Z',
    finishedAt: '2026-11-20T18:03:25Z',
    plan,
    totals: {
      devices: all.length,
      ok: count('ok'),
      failed: count('failed'),
      cancelled: count('cancelled'),
      refused: count('refused'),
      commands: all.flatMap((each) => each.commands).length,
      bytes: 0,
    },
    results: all,
  };
}
