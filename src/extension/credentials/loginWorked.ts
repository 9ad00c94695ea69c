import type { RunRecord } from '../../api/run.ts';

/** True where some device with this credential got as far as its first command: then the login was right. */
export function loginWorked(record: RunRecord, credential: string): boolean {
  const names = new Set(
    record.plan.devices
      .filter(({ device }) => (device.credential ?? 'default') === credential)
      .map(({ device }) => device.name),
  );
  return record.results.some(
    (result) =>
      names.has(result.device) &&
      (result.status === 'ok' || result.commands.some((command) => command.status !== 'skipped')),
  );
}
