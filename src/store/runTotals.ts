import type { DeviceResult, RunStatus, RunTotals } from '../api/run.ts';

/**
 * Counts of a run. Devices that had not finished when a run was interrupted are in `devices` and in none of the other
 * counts.
 */
export function runTotals(results: readonly DeviceResult[]): RunTotals {
  const count = (status: DeviceResult['status']): number =>
    results.filter((each) => each.status === status).length;
  return {
    devices: results.length,
    ok: count('ok'),
    failed: count('failed'),
    cancelled: count('cancelled'),
    refused: count('refused'),
    commands: results.reduce((sum, each) => sum + each.commands.length, 0),
    bytes: results.reduce(
      (sum, each) => sum + each.commands.reduce((bytes, command) => bytes + command.bytes, 0),
      0,
    ),
  };
}

/**
 * How a run as a whole ended, from its devices: `failed` where anything failed or was refused, else `cancelled` where
 * anything was cancelled. A run that was cancelled as a whole is `cancelled` whatever had failed before; that and
 * `interrupted` are for the caller to decide.
 */
export function runStatus(totals: RunTotals): RunStatus {
  if (totals.failed > 0 || totals.refused > 0) return 'failed';
  return totals.cancelled > 0 ? 'cancelled' : 'ok';
}
