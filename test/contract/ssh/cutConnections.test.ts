import assert from 'node:assert/strict';
import { userInfo } from 'node:os';
import type { DeviceAddress } from '../../../src/api/device.ts';
import type { Question } from '../../../src/api/question.ts';
import { isRetryable } from '../../../src/session/ssh/isRetryable.ts';
import { startCuttingProxy } from './cuttingProxy.ts';
import type { CuttingProxy } from './cuttingProxy.ts';
import { findSshd, passphrase, startSshd } from './realSshd.ts';
import type { RealSshd } from './realSshd.ts';
import { Harness, defaultAnswer, reader } from './sshHarness.ts';

interface Coded {
  readonly code: string;
  readonly message: string;
}

describe('SSH: a connection to a real server that is cut', function () {
  this.timeout(60_000);
  const username = userInfo().username;
  let server: RealSshd;
  let proxy: CuttingProxy | undefined;
  let harness: Harness | undefined;

  before(async function () {
    const sshd = await findSshd();
    if (sshd === undefined) {
      console.log('      (left out: no sshd is installed here; SHOWRUN_SSHD may name one)');
      this.skip();
    }
    server = await startSshd(sshd);
  });

  after(async () => {
    // Where there is no sshd, there is none to stop.
    await (server as RealSshd | undefined)?.stop();
  });

  afterEach(async () => {
    await harness?.close();
    await proxy?.close();
    proxy = undefined;
    harness = undefined;
  });

  async function through(
    cutAfter?: number,
    answer: (question: Question) => ReturnType<typeof defaultAnswer> = defaultAnswer,
  ): Promise<{ proxy: CuttingProxy; harness: Harness; device: DeviceAddress }> {
    proxy = await startCuttingProxy(server.port, cutAfter);
    harness = await Harness.create({ answer });
    const keyFile = server.keys.ed25519;
    return { proxy, harness, device: harness.device(proxy.port, { username, keyFile, useKeys: true }) };
  }

  async function failure(cutAfter: number): Promise<Coded> {
    const made = await through(cutAfter);
    const error = await made.harness.open(made.device).then(
      () => assert.fail('it opened'),
      (reason: unknown) => reason as Coded,
    );
    await made.proxy.idle();
    assert.equal(made.proxy.connections(), 1, 'one attempt; whether there is another is not for here to say');
    assert.match(error.message, /^core-1: /);
    return error;
  }

  for (const [stage, bytes] of [
    ['after it was taken', 0],
    ['in the identification', 5],
    ['in the key exchange', 300],
  ] as const) {
    it(`${stage}: nothing was sent that counts, so it may be tried again`, async () => {
      const { code } = await failure(bytes);
      assert.equal(code, 'session.reset');
      assert.ok(isRetryable(code));
    });
  }

  it('in the login: never tried again by itself', async () => {
    const made = await through(undefined, (question) => {
      // The passphrase is wanted when the server has asked for a signature.
      if (question.kind !== 'key-passphrase') return defaultAnswer(question);
      made.proxy.cut();
      return { kind: 'key-passphrase', text: passphrase };
    });
    const device = { ...made.device, keyFile: server.keys.encrypted };
    await assert.rejects(made.harness.open(device), ({ code }: Coded) => {
      assert.equal(code, 'session.auth-rejected', 'it may have been the answer to the login');
      assert.ok(!isRetryable(code));
      return true;
    });
    await made.proxy.idle();
  });

  it('at any byte up to the shell: a coded error, and nothing is left open', async () => {
    const whole = await through();
    await whole.harness.open(whole.device);
    const bytes = whole.proxy.bytes();
    await whole.harness.close();
    await whole.proxy.close();
    const codes = new Set<string>();
    for (let part = 1; part < 12; part++) {
      const { code } = await failure(Math.floor((bytes * part) / 12));
      codes.add(code);
      await harness?.close();
      await proxy?.close();
    }
    const known = [
      'session.reset',
      'session.auth-rejected',
      'session.closed',
      'session.lost',
      'session.shell-refused',
    ];
    for (const code of codes) assert.ok(known.includes(code), code);
  });

  it('in the shell and in an output: lost, after everything that had come', async () => {
    const made = await through();
    const stream = await made.harness.open(made.device);
    const { until, closed, text } = reader(stream);
    stream.write('echo fir\\st; sleep 60\n');
    await until('first\r\n');
    made.proxy.cut();
    const reason = (await closed) as unknown as Coded;
    assert.match(reason.code, /^session\.(lost|closed)$/);
    assert.ok(text().includes('first'));
    await made.proxy.idle();
  });
});
