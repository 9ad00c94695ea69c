// npm run generate:faults: runs the tests of this folder and writes what they have seen into docs/reliability.md.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync(
  process.execPath,
  ['node_modules/mocha/bin/mocha.js', 'test/contract/faults/**/*.test.ts'],
  { stdio: 'inherit', env: { ...process.env, SHOWRUN_WRITE_DOCS: '1' } },
);
process.exitCode = status ?? 1;
