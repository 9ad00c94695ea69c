import assert from 'node:assert/strict';
import type { Answer, Question } from '../../../src/api/question.ts';
import { findSshd, type RealSshd } from './realSshd.ts';
import { codeNow, findPamParts, startPamSshd, type PamParts } from './realSshdPam.ts';
import { Harness, defaultAnswer, reader } from './sshHarness.ts';

const password = 'made-up-77';

describe('SSH: a real OpenSSH server that asks for a password and a code', function () {
  this.timeout(30_000);
  let sshd: string | undefined;
  let pam: PamParts | undefined;
  let server: RealSshd | undefined;
  let harness: Harness | undefined;

  before(async function () {
    [sshd, pam] = await Promise.all([findSshd(), findPamParts()]);
    if (sshd === undefined || pam === undefined) {
      console.log('      (left out: it takes root, sshd, libpam-wrapper and libpam-google-authenticator)');
      this.skip();
    }
  });

  afterEach(async () => {
    await harness?.close();
    await server?.stop();
    harness = undefined;
    server = undefined;
  });

  async function start(code: () => string): Promise<{ server: RealSshd; harness: Harness }> {
    const answer = (question: Question): Answer => {
      if (question.kind === 'credential')
        return { kind: 'credential', secrets: { username: 'root', password } };
      return question.kind === 'prompt' ? { kind: 'prompt', text: code() } : defaultAnswer(question);
    };
    server = await startPamSshd(sshd!, pam!, password);
    harness = await Harness.create({ answer });
    return { server, harness };
  }

  it('lets in who knows both; the password is given by itself, the code by a person', async () => {
    const { server, harness } = await start(codeNow);
    const stream = await harness.open(harness.device(server.port));
    const { until } = reader(stream);
    stream.write('echo sum $((20 + 3))\n');
    await until('sum 23');
    const prompts = harness.prompter.questions.filter(({ kind }) => kind === 'prompt');
    assert.deepEqual(prompts, [
      { kind: 'prompt', device: 'core-1', text: 'Verification code:', echo: false },
    ]);
  });

  it('stops at a wrong code, and asks for no second one', async () => {
    const { server, harness } = await start(() => '000000');
    await assert.rejects(harness.open(harness.device(server.port)), { code: 'session.auth-rejected' });
    assert.equal(harness.prompter.questions.filter(({ kind }) => kind === 'prompt').length, 1);
  });
});
