import { spawnSync } from 'node:child_process';

/** What `npm test` runs, in this order; a part that fails does not hide the others. */
const parts = ['build', 'test:unit', 'test:contract', 'test:host'];

const failed = parts.filter((part) => {
  console.log(`\n--- npm run ${part}`);
  // npm is a script on Windows, which only a shell starts.
  const { status } = spawnSync('npm', ['run', '--silent', part], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status !== 0;
});
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
