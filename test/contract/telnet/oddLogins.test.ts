import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { LoginGuard } from '../../../src/session/ssh/loginGuard.ts';
import { never } from '../../helpers/session/openRealSession.ts';
import { command, TextSink } from '../../helpers/session/sessionUnderTest.ts';
import { answering, RawDevice } from './rawDevice.ts';
import { failure, login, openTelnet } from './telnetHarness.ts';

const iac = 255;
const [dont, doIt, will, wont, sb, se] = [254, 253, 251, 252, 250, 240];
const prompt = '\r\nR1#';
/** Answers to what a session sends before the first command of a test. */
const prepared = [prompt, prompt];
/** The same for devices without an echo, which may be sent a line again. */
const preparedSilently = [...prepared, prompt, prompt];

describe('telnet: devices as they come', function () {
  this.timeout(20_000);
  let device: RawDevice | undefined;

  afterEach(async () => {
    await device?.close();
  });

  const start = async (serve: (socket: Socket) => void): Promise<RawDevice> => {
    device = await RawDevice.start(serve);
    return device;
  };

  it('a raw port without telnet: not a byte of negotiation, Return as CR LF, 8-bit text untouched', async () => {
    const raw = await start(answering(['R1#', ...prepared, `caf\u00e9 \u00ff!${prompt}`]));
    const session = await openTelnet(raw);
    const sink = new TextSink();
    assert.equal((await session.run(command('show banner'), sink, never)).status, 'ok');
    // Latin-1 is no UTF-8: what cannot be decoded is replaced, nothing around it is lost.
    assert.equal(sink.text, 'caf\ufffd \ufffd!\n');
    assert.equal(raw.text, 'terminal length 0\r\nterminal width 511\r\nshow banner\r\n');
    await session.close();
  });

  it('options: tells size and type of the terminal when asked, refuses the rest', async () => {
    const asks = [
      [iac, will, 1],
      [iac, will, 3],
      [iac, doIt, 24],
      [iac, doIt, 31],
      [iac, doIt, 34],
      [iac, doIt, 1],
      [iac, sb, 24, 1, iac, se],
    ].flat();
    const raw = await start((socket) => {
      socket.write(Buffer.from(asks));
      answering(['R1#', ...preparedSilently], 'none')(socket);
    });
    const session = await openTelnet(raw);
    const answers = [
      [iac, doIt, 1],
      [iac, doIt, 3],
      [iac, will, 24],
      [iac, will, 31],
      [iac, sb, 31, 511 >> 8, iac, iac, 1000 >> 8, 1000 & 255, iac, se],
      [iac, wont, 34],
      [iac, wont, 1],
      [iac, sb, 24, 0, ...Buffer.from('VT100'), iac, se],
    ].flat();
    assert.deepEqual(raw.received.slice(0, answers.length), answers);
    await session.close();
  });

  it('binary transmission: Return is a bare CR, as a terminal sends it', async () => {
    const raw = await start((socket) => {
      socket.write(Buffer.from([iac, doIt, 0, iac, will, 0]));
      socket.write('R1#');
      socket.on('data', (chunk: Buffer) => {
        if (chunk.includes(13)) socket.write(prompt);
      });
    });
    const session = await openTelnet(raw);
    assert.match(raw.text, /terminal length 0\r(?:terminal width 511\r)+$/);
    await session.close();
  });

  it('a password alone, without a user name', async () => {
    const raw = await start(answering(['\r\nPassword: ', prompt, ...preparedSilently], 'none'));
    const session = await openTelnet(raw);
    assert.equal(raw.text.split('\r\n')[0], login.password);
    await session.close();
  });

  it('any key to be pressed before and after the login', async () => {
    const raw = await start(
      answering(
        [
          'Press any key to continue',
          '\r\nLogin: ',
          'password:',
          '\r\nPress Enter to continue',
          prompt,
          ...preparedSilently,
        ],
        'none',
      ),
    );
    const session = await openTelnet(raw);
    assert.deepEqual(raw.text.split('\r\n').slice(0, 4), ['', login.username, login.password, '']);
    await session.close();
  });

  it('a banner in the words of a refusal is no refusal', async () => {
    const banner = '\r\nAccess denied\r\nLogin failed.\r\n';
    const raw = await start(
      answering(
        [`${banner}Username: `, 'Password: ', `\r\nLogin incorrect${prompt}`, ...preparedSilently],
        'none',
      ),
    );
    const session = await openTelnet(raw);
    assert.equal(session.prompt, 'R1#');
    await session.close();
  });

  it('a device that hangs up after the password has rejected it', async () => {
    const raw = await start(answering(['login: ', 'Password: ', (socket) => socket.end('\r\nBye\r\n')]));
    const guard = new LoginGuard(1);
    assert.equal((await failure(openTelnet(raw, { guard }))).code, 'session.auth-rejected');
    assert.equal((await failure(openTelnet(raw, { guard }))).code, 'session.credential-stopped');
  });

  it('a device that refuses and then says nothing more is not waited for', async () => {
    const raw = await start(answering(['login: ', 'Password: ', '\r\n% Authentication failed\r\n'], 'none'));
    const failed = await failure(openTelnet(raw, { timeouts: { loginTimeoutMs: 19_000 } }));
    assert.equal(failed.code, 'session.auth-rejected');
    assert.match(failed.message, /% Authentication failed/);
    assert.equal(raw.text, `${login.username}\r\n${login.password}\r\n`);
  });

  it('a user name that is asked for again is rejected before a password was given, and not counted', async () => {
    const raw = await start(answering(['Username: ', '\r\nUsername: ', '\r\nUsername: '], 'none'));
    const guard = new LoginGuard(1);
    assert.equal((await failure(openTelnet(raw, { guard }))).code, 'session.auth-rejected');
    assert.equal(raw.text, `${login.username}\r\n`);
    const ticket = await guard.enter('default', 'next', never);
    ticket.unused();
  });

  it('the password is in no message where the device shows it and then falls silent', async () => {
    const raw = await start(answering(['Username: ', '\r\nPassword: '], 'text'));
    const failed = await failure(openTelnet(raw, { timeouts: { loginTimeoutMs: 300 } }));
    assert.equal(failed.code, 'session.login-timeout');
    assert.match(failed.message, /Password: \*\*\*/);
  });

  it('a connection that is closed before a word may be tried again, one that is closed later not', async () => {
    const early = await start((socket) => socket.end());
    assert.equal((await failure(openTelnet(early))).code, 'session.reset');
    await early.close();
    const late = await start((socket) => socket.end('\r\nAll lines in use\r\n'));
    assert.equal((await failure(openTelnet(late))).code, 'session.closed');
  });

  it('a password that has expired is told as that, and nobody gets it as a new one', async () => {
    const raw = await start(
      answering(['login: ', 'Password: ', '\r\nYour password has expired.\r\nNew password: '], 'none'),
    );
    assert.equal((await failure(openTelnet(raw))).code, 'session.password-expired');
    assert.equal(raw.text, `${login.username}\r\n${login.password}\r\n`);
  });

  it('a person is asked before anyone connects, and may be interrupted', async () => {
    const raw = await start(answering(['Username: ']));
    const stop = new AbortController();
    let asked = (): void => undefined;
    const question = new Promise<void>((resolve) => (asked = resolve));
    const secrets = (): Promise<never> => {
      asked();
      return new Promise((_resolve, reject) => {
        stop.signal.addEventListener('abort', () => reject(new Error('taken back')));
      });
    };
    const opening = failure(openTelnet(raw, { secrets, signal: stop.signal }));
    await question;
    assert.equal(raw.connections, 0);
    stop.abort();
    assert.equal((await opening).code, 'session.cancelled');
  });

  it('a login that waits for another to be judged can be cancelled', async () => {
    const raw = await start(answering(['Username: ', 'Password: ']));
    const guard = new LoginGuard(1);
    const other = await guard.enter('default', 'other', never);
    const stop = new AbortController();
    const opening = failure(openTelnet(raw, { guard, signal: stop.signal }));
    await raw.line(login.username);
    stop.abort();
    assert.equal((await opening).code, 'session.cancelled');
    assert.ok(!raw.text.includes(login.password));
    other.unused();
  });

  it('SSH on the port', async () => {
    const raw = await start((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
    const failed = await failure(openTelnet(raw));
    assert.equal(failed.code, 'session.telnet-protocol');
    assert.match(failed.message, /^dut: SSH answers on that port/);
    assert.equal(raw.text, '');
  });

  it('a device that negotiates without end', async () => {
    const raw = await start((socket) => {
      const flood = Buffer.concat(
        Array.from({ length: 3000 }, () => Buffer.from([iac, will, 1, iac, wont, 1, iac, dont, 3])),
      );
      socket.write(flood);
    });
    const failed = await failure(openTelnet(raw));
    assert.equal(failed.code, 'session.telnet-protocol');
    assert.match(failed.message, /^dut: /);
  });

  it('a name that does not exist, and an address that nobody answers', async () => {
    const target = { name: 'dut', platform: 'cisco_ios' };
    const unknown = await failure(openTelnet({ ...target, host: 'no-such-host.invalid' }));
    assert.match(unknown.code, /^session\.dns/);
    const closed = await RawDevice.start(() => undefined);
    const { host, port } = closed;
    await closed.close();
    assert.equal((await failure(openTelnet({ ...target, host, port }))).code, 'session.refused');
  });
});
