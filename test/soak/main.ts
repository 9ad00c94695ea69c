// npm run soak -- --runs 3000 --seed 1 (or --minutes 5): thousands of short runs with random faults; exit code 1 where anything was wrong.
import { parseArgs } from 'node:util';
import { runSoak } from './runSoak.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    runs: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    devices: { type: 'string', default: '150' },
    width: { type: 'string', default: '16' },
    batch: { type: 'string', default: '100' },
  },
});
const seed = Number(values.seed);
const until = performance.now() + Number(values.minutes) * 60_000;
const { counts, breaches, vitals } = await runSoak({
  seed,
  devices: Number(values.devices),
  width: Number(values.width),
  batch: Number(values.batch),
  goesOn: ({ runs }) => (values.runs === undefined ? performance.now() < until : runs < Number(values.runs)),
  say: (line) => {
    console.log(line);
  },
});
console.log({ seed, ...counts });
console.log({ first: vitals[0], last: vitals.at(-1) });
for (const breach of breaches) console.error(breach);
if (breaches.length > 0) {
  console.error(`\n${String(breaches.length)} breaches. Again with: npm run soak -- --seed ${String(seed)}`);
  process.exitCode = 1;
} else console.log('Nothing was lost, mixed up or left behind.');
