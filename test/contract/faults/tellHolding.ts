// For executors of tests: at SIGWINCH it collects its garbage and writes down what it holds, into a file named after the process.
import { renameSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { holdingPath } from './holding.ts';

process.on('SIGWINCH', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  // what the first round has set free for finalizers goes with the second
  setImmediate(() => {
    collect();
    const kinds = process
      .getActiveResourcesInfo()
      .filter((kind) => kind !== 'Timeout' && kind !== 'Immediate');
    const { heapUsed, external } = process.memoryUsage();
    const path = holdingPath(process.pid);
    writeFileSync(`${path}.part`, JSON.stringify({ resources: kinds.sort(), bytes: heapUsed + external }));
    renameSync(`${path}.part`, path);
  });
});
