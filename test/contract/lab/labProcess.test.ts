import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { startLabProcess } from '../../../src/engine/lab/startLabProcess.ts';

const labPath = fileURLToPath(new URL('../../../src/lab/main.ts', import.meta.url));

describe('the lab in a process of its own', function () {
  this.timeout(30_000);

  it('starts, is switched, and is stopped', async () => {
    const lab = await startLabProcess(labPath, { words: ['--count', '2'], password: 'sesame-77' });
    assert.equal(lab.inventory.trimEnd().split('\n').length, 3);
    assert.ok(!lab.inventory.includes('sesame-77'));
    await lab.setState('after');
    await lab.setState('before');
    await lab.stop();
    assert.equal(await lab.ended, '');
    await assert.rejects(lab.setState('after'), { code: 'lab.failed' });
  });

  it('says why it does not start', async () => {
    await assert.rejects(startLabProcess(labPath, { words: ['--count', 'many'] }), {
      code: 'lab.failed',
      message: /--count is a whole number/,
    });
    await assert.rejects(startLabProcess('/nowhere/lab.js'), { code: 'lab.failed' });
  });
});
