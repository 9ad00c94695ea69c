import assert from 'node:assert/strict';
import type { PlatformQuestion } from '../../../src/api/platform.ts';
import { QuestionList } from '../../../src/core/platform/compiledPlatform.ts';
import { dialogueLogin } from '../../../src/core/platform/dialogueLogin.ts';
import { patternFault } from '../../../src/core/platform/patternSafety.ts';
import { LoginDialogue } from '../../../src/session/loginDialogue.ts';
import { LoginGuard } from '../../../src/session/ssh/loginGuard.ts';
import { TransportRegistry } from '../../../src/session/transportRegistry.ts';
import { builtInPlugins } from '../../helpers/session/builtInPlatforms.ts';

// Nothing here waits: neither clock nor timers matter.
const never = new AbortController().signal;
const secrets = { username: 'ops', password: 'sesame', 'enable-secret': 'open', 'one-time-code': '123456' };
const prompt = { kind: 'prompt', match: { mode: 'user', text: 'R1>', lines: 1 } } as const;

async function dialogue(
  options: {
    platform?: string;
    guard?: LoginGuard;
    questions?: readonly PlatformQuestion[];
    password?: string;
  } = {},
): Promise<LoginDialogue> {
  const { platforms } = await builtInPlugins();
  const platform = options.platform ?? 'cisco_ios';
  return new LoginDialogue(
    { name: 'r1', host: '192.0.2.1', platform, transport: 'telnet', credential: 'core' },
    {
      platform: platforms.get(platform),
      transports: new TransportRegistry([]),
      secrets: (kind) =>
        Promise.resolve(kind === 'password' ? (options.password ?? secrets.password) : secrets[kind]),
      timeouts: { connectTimeoutMs: 1, loginTimeoutMs: 1, commandTimeoutMs: 1 },
      clock: { now: () => 0, monotonic: () => 0 },
      timers: { after: () => () => undefined },
      ...(options.guard === undefined ? {} : { guard: options.guard }),
    },
    options.questions ?? dialogueLogin,
    () => undefined,
  );
}

/** Asks something and gives what is written for it. */
async function ask(asked: LoginDialogue, text: string): Promise<string | undefined> {
  const question = asked.questions.find(text);
  assert.ok(question, text);
  return asked.answer(question, text, never);
}

describe('a login in the stream: what devices ask', () => {
  const list = new QuestionList(dialogueLogin);
  const kindOf = (line: string): string | undefined => {
    const answer = list.find(line)?.answer;
    if (answer === undefined) return undefined;
    return 'secret' in answer ? answer.secret : 'key';
  };

  it('knows them with patterns that are linear', () => {
    for (const { pattern } of dialogueLogin) assert.equal(patternFault(pattern), undefined, pattern);
  });

  const asked: Readonly<Record<string, readonly string[]>> = {
    username: [
      'Username: ',
      'Username:',
      'username:',
      'User Name:',
      'User: ',
      'login: ',
      'Login: ',
      'lab-sw-1 login: ',
      'login as: ',
      'Login Name: ',
      'Please login: ',
      '(sw) User:',
      'Name: ',
      'Login ID: ',
    ],
    password: [
      'Password: ',
      'Password:',
      'password: ',
      'Enter Password: ',
      'Password for ops: ',
      'Pass word:',
    ],
    'one-time-code': [
      'Enter PASSCODE: ',
      'Verification code: ',
      'One-time password (OTP): ',
      'OTP: ',
      'Token password for ops: ',
      'Authenticator code:',
    ],
    key: ['Press any key to continue', 'Press RETURN to get started.', 'Hit Enter to continue: '],
    nothing: [
      'Last login: Sat Nov 21 10:00:00',
      'R1#',
      'show login',
      'Password required, but none set',
      'New password: x',
      'filename: ',
      'Area code: ',
      'Error code: ',
      'Enter host name: ',
      'hostname: ',
    ],
  };
  for (const [kind, questions] of Object.entries(asked)) {
    for (const line of questions) {
      it(`${JSON.stringify(line)}: ${kind}`, () => {
        assert.equal(kindOf(line) ?? 'nothing', kind);
      });
    }
  }
});

describe('a login in the stream', () => {
  const refusals = [
    'Login incorrect',
    '% Login invalid',
    '% Authentication failed',
    '% Authentication failed.',
    'Authentication failed!',
    'Login failed',
    '% Bad passwords',
    '% Bad secrets',
    'Error: Authentication failed.',
    'Error: Username or password error.',
    'Access denied',
    '% Access denied',
    'Permission denied.',
    'Invalid password',
    'Invalid username or password',
    'Incorrect password',
    'AAA authentication failed.',
    'Local authentication is rejected'.replace(' is ', ' '),
    'User locked',
    'Account is locked out',
  ];
  for (const line of refusals) {
    it(`is refused by ${JSON.stringify(line)}, behind the password alone`, async () => {
      const login = await dialogue();
      void login.sink.write(`${line}\n`);
      assert.equal(login.refusal, undefined, 'a banner');
      await ask(login, 'Username: ');
      await ask(login, 'Password: ');
      // In pieces, as the channel may give them.
      for (const piece of [line.slice(0, 3), line.slice(3), '\n']) void login.sink.write(piece);
      assert.equal(login.refusal, line);
      assert.equal(login.wake(), undefined, 'nothing more is typed');
    });
  }

  it('is not refused by sentences that only speak of it', async () => {
    const login = await dialogue();
    await ask(login, 'Password: ');
    for (const line of [
      'Unauthorised access denied by law.',
      'Last failed login: 3 days ago from 192.0.2.9',
      'Authentication failures since last login: 2',
      `${'x'.repeat(5000)} Login incorrect`,
    ]) {
      void login.sink.write(`${line}\n`);
      assert.equal(login.refusal, undefined, line);
    }
  });

  it('sends nothing by itself between user name and password, and only late behind the password', async () => {
    const login = await dialogue();
    assert.equal(login.wake(), '\n');
    await ask(login, 'Username: ');
    assert.equal(login.wake(), '');
    await ask(login, 'Password: ');
    assert.deepEqual(
      [login.wake(), login.wake(), login.wake(), login.wake(), login.wake()],
      ['', '', '', '\n', ''],
    );
  });

  it('asks the guard before a password is given, also for a password that a platform asks for over SSH', async () => {
    for (const platform of ['cisco_ios', 'cisco_wlc']) {
      const guard = new LoginGuard(1);
      const login = await dialogue({
        platform,
        guard,
        questions: platform === 'cisco_ios' ? dialogueLogin : [],
      });
      await ask(login, platform === 'cisco_ios' ? 'Username: ' : 'User: ');
      assert.equal(await ask(login, 'Password:'), 'sesame\n');
      const waiting = guard.enter('core', 'r2', never);
      login.ended({ kind: 'closed' });
      await assert.rejects(waiting, { code: 'session.credential-stopped' });
    }
  });

  it('tells the guard of success, and of logins that never came to a password', async () => {
    const guard = new LoginGuard(1);
    const without = await dialogue({ guard });
    without.ended({ kind: 'silence', text: '' });
    const good = await dialogue({ guard });
    await ask(good, 'Password:');
    good.ended(prompt);
    for (const ticket of await Promise.all([1, 2, 3].map(() => guard.enter('core', 'r2', never)))) {
      ticket.unused();
    }
  });

  it('gives the password to nobody who wants a new one', async () => {
    for (const words of ['New password: ', 'Enter new password:', 'Retype password: ', 'Old password:']) {
      const guard = new LoginGuard(1);
      const login = await dialogue({ guard });
      await assert.rejects(ask(login, words), { code: 'session.password-expired' });
      login.ended({ kind: 'cancelled' });
      (await guard.enter('core', 'r2', never)).unused();
    }
  });

  it('does not type a secret that is more than one line', async () => {
    for (const password of ['two\nlines', 'two\rlines', 'nul\0']) {
      const login = await dialogue({ password });
      await assert.rejects(ask(login, 'Password:'), (error: { code: string; message: string }) => {
        assert.equal(error.code, 'session.line-break');
        assert.ok(!error.message.includes('lines') && !error.message.includes('nul'));
        return true;
      });
    }
  });

  it('masks what was given in the words of the device', async () => {
    const login = await dialogue();
    await ask(login, 'Username: ');
    await ask(login, 'Password: ');
    assert.equal(login.withoutSecrets('ops: sesame, sesame'), 'ops: ***, ***');
  });
});
