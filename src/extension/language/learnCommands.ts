import type { RunRecord } from '../../api/run.ts';
import type { CommandCatalogue } from '../../core/platform/commands/commandCatalogue.ts';
import { inTurns } from '../../engine/planning/inTurns.ts';
import type { RunLibrary } from '../runs/runLibrary.ts';

/** Runs that are looked through; the newest ones. */
const runsToRead = 10;
/** Commands that one run can add; more are generated ones. */
const maxPerRun = 200;
const hole = '\uE000';

/** Adds what devices accepted in past runs to the commands that completion offers. */
export async function learnFromRuns(library: RunLibrary, commands: CommandCatalogue): Promise<void> {
  for (const entry of (await library.list(runsToRead)).slice(0, runsToRead)) {
    const record = await library.read(entry).catch(() => undefined);
    if (record !== undefined) await learnFromRun(record, commands);
  }
}

/** Adds the accepted show commands of one run that the catalogue does not know yet. */
export async function learnFromRun(record: RunRecord, commands: CommandCatalogue): Promise<void> {
  await inTurns(learnSteps(record, commands));
}

function* learnSteps(
  { plan, results, startedAt }: RunRecord,
  commands: CommandCatalogue,
): Generator<undefined> {
  const planned = new Map(plan.devices.map((each) => [each.device.name, each]));
  let added = 0;
  for (const { device, commands: done } of results) {
    const target = planned.get(device);
    if (target === undefined) continue;
    yield;
    for (const { index, status } of done) {
      const line = target.commands[index];
      if (status !== 'ok' || line === undefined || line.mode === 'config' || line.masked === true) continue;
      const text = line.text.split('|')[0]?.trim() ?? '';
      const { platform } = target.device;
      // Of a platform without data nothing is known to be unknown, and it should stay like that.
      if (!commands.platforms().includes(platform)) continue;
      if (text === '' || commands.match(platform, text.split(/\s+/), hole).kind === 'known') continue;
      commands.add(platform, [[text, `Accepted by ${device} on ${startedAt.slice(0, 10)}`]]);
      if (++added >= maxPerRun) return;
    }
  }
}
