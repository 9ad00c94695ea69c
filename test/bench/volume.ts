// npm run bench:volume: a gigabyte of output, and how much memory the executor takes for it. `--concurrency`, `--rounds`, `--folder`.
import { benchOptions } from './benchOptions.ts';
import { measureVolume, volumeInWords } from './measureVolume.ts';
import { makeScratch } from './scratch.ts';

const { concurrency, rounds, folder } = benchOptions(process.argv.slice(2));
const scratch = makeScratch(folder);
for (let round = 0; round < rounds; round += 1)
  console.log(volumeInWords(await measureVolume(scratch, concurrency, 'bench-password')));
await scratch.remove();
