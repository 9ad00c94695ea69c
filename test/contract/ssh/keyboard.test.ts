import assert from 'node:assert/strict';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import type { AuthContext, KeyboardAuthContext, Prompt } from 'ssh2';
import { makeKey, startFixture } from './fixtureServer.ts';
import type { Fixture } from './fixtureServer.ts';
import { Harness, defaultAnswer } from './sshHarness.ts';
import type { Question } from '../../../src/api/question.ts';

/** Asks one round of prompts after the other; accepts if the answers are these. */
function dialogue(
  rounds: readonly { readonly prompts: readonly Prompt[]; readonly answers: readonly string[] }[],
) {
  const answered: string[][] = [];
  const step = (context: KeyboardAuthContext, index: number): void => {
    const round = rounds[index];
    if (round === undefined) {
      context.accept();
      return;
    }
    context.prompt([...round.prompts], 'Corp login', (answers) => {
      answered.push(answers);
      if (JSON.stringify(answers) === JSON.stringify(round.answers)) step(context, index + 1);
      else context.reject(['keyboard-interactive']);
    });
  };
  const begin = (context: KeyboardAuthContext): void => step(context, 0);
  return {
    answered,
    begin,
    /** For a server that takes nothing else. */
    only: (context: AuthContext): void => {
      if (context.method === 'keyboard-interactive') begin(context);
      else context.reject(['keyboard-interactive']);
    },
  };
}

const answerCode = (question: Question) =>
  question.kind === 'prompt' ? ({ kind: 'prompt', text: '123456' } as const) : defaultAnswer(question);

describe('SSH: keyboard-interactive', () => {
  let server: Fixture;
  let harness: Harness;

  afterEach(async () => {
    await harness.close();
    await server.close();
  });

  it('answers the password by itself and asks the person for the code, naming the device', async () => {
    const talk = dialogue([
      { prompts: [{ prompt: 'Password: ', echo: false }], answers: ['secret'] },
      { prompts: [{ prompt: 'Verification code: ', echo: false }], answers: ['123456'] },
    ]);
    server = await startFixture({ auth: talk.only });
    harness = await Harness.create({ answer: answerCode });
    await harness.open(harness.device(server.port));
    assert.deepEqual(talk.answered, [['secret'], ['123456']]);
    assert.deepEqual(harness.prompter.questions.at(-1), {
      kind: 'prompt',
      device: 'core-1',
      text: 'Corp login Verification code:',
      echo: false,
    });
  });

  it('takes several prompts in one round', async () => {
    const talk = dialogue([
      {
        prompts: [
          { prompt: 'Passwort: ', echo: false },
          { prompt: 'Token: ', echo: true },
        ],
        answers: ['secret', '123456'],
      },
    ]);
    server = await startFixture({ auth: talk.only });
    harness = await Harness.create({ answer: answerCode });
    await harness.open(harness.device(server.port));
    assert.deepEqual(talk.answered, [['secret', '123456']]);
  });

  it('never gives the same password twice, even if it is asked for again', async () => {
    const rounds = Array.from({ length: 3 }, () => ({
      prompts: [{ prompt: 'Password: ', echo: false }],
      answers: ['secret'],
    }));
    const talk = dialogue(rounds);
    server = await startFixture({ auth: talk.only });
    harness = await Harness.create();
    await assert.rejects(harness.open(harness.device(server.port)), { code: 'session.auth-rejected' });
    assert.deepEqual(talk.answered, [['secret']]);
    await server.idle();
  });

  it('does not try it at all after a password that was judged wrong', async () => {
    server = await startFixture({
      auth: (context) => {
        context.reject(['password', 'keyboard-interactive']);
      },
    });
    harness = await Harness.create();
    await assert.rejects(harness.open(harness.device(server.port)), { code: 'session.auth-rejected' });
    assert.deepEqual(server.seen.attempts, ['password']);
  });

  it('asks the person for what comes after a key or a password that was right', async () => {
    const key = makeKey();
    const talk = dialogue([{ prompts: [{ prompt: 'Password: ', echo: false }], answers: ['123456'] }]);
    server = await startFixture({
      auth: (context: AuthContext) => {
        if (context.method === 'keyboard-interactive') talk.begin(context);
        else if (context.method === 'publickey' && context.signature === undefined) context.accept();
        else if (context.method === 'publickey') context.reject(['password'], true);
        else if (context.method === 'password') context.reject(['keyboard-interactive'], true);
        else context.reject();
      },
    });
    harness = await Harness.create({ answer: answerCode });
    const keyFile = join(harness.folder, 'key');
    await writeFile(keyFile, key.private, { mode: 0o600 });
    await harness.open(harness.device(server.port, { keyFile, useKeys: true }));
    assert.deepEqual(server.seen.attempts, [
      'publickey:ssh-ed25519',
      'publickey:ssh-ed25519+signature',
      'password',
      'keyboard-interactive',
    ]);
  });

  it('stops when the person does not answer', async () => {
    const talk = dialogue([{ prompts: [{ prompt: 'OTP: ', echo: false }], answers: ['x'] }]);
    server = await startFixture({ auth: talk.only });
    harness = await Harness.create();
    await assert.rejects(harness.open(harness.device(server.port)), { code: 'session.auth-declined' });
    assert.deepEqual(talk.answered, []);
    await server.idle();
  });

  it('says that a password has expired instead of answering', async () => {
    const talk = dialogue([
      { prompts: [{ prompt: 'Password: ', echo: false }], answers: ['secret'] },
      {
        prompts: [
          { prompt: 'New password: ', echo: false },
          { prompt: 'Retype new password: ', echo: false },
        ],
        answers: ['x', 'x'],
      },
    ]);
    server = await startFixture({ auth: talk.only });
    harness = await Harness.create();
    await assert.rejects(harness.open(harness.device(server.port)), { code: 'session.password-expired' });
    assert.deepEqual(talk.answered, [['secret']]);
  });

  it('asks for the code of a shared jump host once, and for that of each device behind it', async () => {
    const twoSteps = () =>
      startFixture({
        auth: dialogue([
          { prompts: [{ prompt: 'Password: ', echo: false }], answers: ['secret'] },
          { prompts: [{ prompt: 'One-time code: ', echo: false }], answers: ['123456'] },
        ]).only,
      });
    const jump = await twoSteps();
    server = await twoSteps();
    harness = await Harness.create({ answer: answerCode });
    try {
      const jumpHost = `ann@127.0.0.1:${jump.port}`;
      await Promise.all(
        ['a', 'b', 'c'].map((name) => harness.open(harness.device(server.port, { name, jumpHost }))),
      );
      const asked = harness.prompter.questions.filter((question) => question.kind === 'prompt');
      assert.deepEqual(asked.map(({ device, echo }) => [device, echo]).sort(), [
        ['a', false],
        ['b', false],
        ['c', false],
        ['jump host 127.0.0.1', false],
      ]);
      assert.equal(jump.seen.connections, 1);
    } finally {
      harness.transport.close();
      await jump.close();
    }
  });
});
