// The executor of the soak, as it is built: at SIGUSR2 it collects its garbage and writes down what it holds.
import { writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

await import(new URL('../../dist/executor.js', import.meta.url).href);

const path = process.env['SOAK_VITALS'];
const warnings: string[] = [];
process.on('warning', (warning) => {
  // That of the type stripping comes from running this file.
  if (warning.name !== 'ExperimentalWarning') warnings.push(`${warning.name}: ${warning.message}`);
});

let asked = 0;
process.on('SIGUSR2', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  // What the first round has set free for finalizers goes with the second.
  setImmediate(() => {
    collect();
    if (path !== undefined) writeFileSync(path, JSON.stringify(vitals()));
  });
});

function vitals(): unknown {
  asked += 1;
  const resources: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
  const listeners = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  const { heapUsed, heapTotal, rss, external, arrayBuffers } = process.memoryUsage();
  return { asked, resources, listeners, heapUsed, heapTotal, external, arrayBuffers, rss, warnings };
}
