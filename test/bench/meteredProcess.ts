// Runs the program named in BENCH_ENTRY and writes down what the operating system says it has used (BENCH_USAGE).
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

process.on('exit', () => {
  writeFileSync(String(process.env.BENCH_USAGE), JSON.stringify(process.resourceUsage()));
});
// As a host has it loaded. An import would have node parse the bundle once more, to find out what kind of module it is.
createRequire(import.meta.url)(String(process.env.BENCH_ENTRY));
