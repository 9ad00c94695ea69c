import { measureBareLoop } from './measureBareLoop.ts';
import { measurePython } from './measurePython.ts';
import { measureShowrun } from './measureShowrun.ts';
import { median, medianOf } from './measurement.ts';
import type { Measurement, Setting } from './measurement.ts';

/** All clients at one setting. */
export interface Comparison {
  readonly measurements: readonly Measurement[];
  /** Showrun to the bare loop: the median of the pairs, which were measured one right after the other. */
  readonly cpuRatio: number;
  readonly wallRatio: number;
}

/**
 * Showrun and the bare loop in turn, several times, against the same lab; then what there is of Python, once each. Whatever
 * else the machine does falls on both of a pair, so the pairs are compared and not the medians.
 */
export async function compareClients(
  setting: Setting,
  rounds: number,
  python: ReadonlyMap<'netmiko' | 'asyncssh', string>,
): Promise<Comparison> {
  await measureShowrun({ ...setting, concurrency: 20 }); // the first contact, which is not measured
  const ours: Measurement[] = [];
  const bare: Measurement[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const turn = round % 2 === 0 ? [ours, bare] : [bare, ours];
    for (const list of turn) {
      list.push(await (list === ours ? measureShowrun : measureBareLoop)(setting));
    }
  }
  const others: Measurement[] = [];
  for (const [client, version] of python) others.push(await measurePython(client, version, setting));
  const ratio = (pick: (each: Measurement) => number): number =>
    median(ours.map((each, index) => pick(each) / pick(bare[index] as Measurement)));
  return {
    measurements: [medianOf(ours), medianOf(bare), ...others],
    cpuRatio: ratio((each) => each.cpuMs),
    wallRatio: ratio((each) => each.wallMs),
  };
}
