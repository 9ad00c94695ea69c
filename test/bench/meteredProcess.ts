// Runs the program named in BENCH_ENTRY and writes down what the operating system says it has used (BENCH_USAGE).
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

process.on('exit', () => {
  writeFileSync(String(process.env.BENCH_USAGE), JSON.stringify(process.resourceUsage()));
});
await import(pathToFileURL(String(process.env.BENCH_ENTRY)).href);
