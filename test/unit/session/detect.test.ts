import assert from 'node:assert/strict';
import type { ByteStream } from '../../../src/api/transport.ts';
import { handOverStream } from '../../../src/session/detect/handOverStream.ts';
import type { RememberedPlatform } from '../../../src/session/detect/findPlatform.ts';
import { openSession } from '../../../src/session/openSession.ts';
import type { Session } from '../../../src/session/session.ts';
import { TransportRegistry } from '../../../src/session/transportRegistry.ts';
import { builtInPlugins } from '../../helpers/session/builtInPlatforms.ts';
import { FakeTime } from '../../helpers/session/fakeTime.ts';
import { PlayedDevice, type PlayedStep } from '../../helpers/session/playedDevice.ts';
import { command, TextSink } from '../../helpers/session/sessionUnderTest.ts';

/** A device that says what SSH server it runs. */
class NamedDevice extends PlayedDevice {
  readonly identification: string;

  constructor(identification: string, greeting: string, steps: readonly PlayedStep[]) {
    super(greeting, steps);
    this.identification = identification;
  }
}

const enter = (prompt: string): PlayedStep => ({ send: '\r', reply: `\r\n${prompt}` });

async function open(device: PlayedDevice, time: FakeTime, remembered?: RememberedPlatform): Promise<Session> {
  const { platforms } = await builtInPlugins();
  const deps = {
    platform: platforms.get('auto'),
    detection: {
      platforms: () => platforms.detectable(),
      ...(remembered === undefined ? {} : { remembered }),
    },
    transports: new TransportRegistry([device]),
    secrets: () => Promise.resolve('sesame'),
    timeouts: { connectTimeoutMs: 10_000, loginTimeoutMs: 20_000, commandTimeoutMs: 30_000 },
    clock: time,
    timers: time,
  };
  const address = { name: 'dut', host: '192.0.2.1', platform: 'auto', transport: 'played' };
  return time.until(openSession(address, deps, new AbortController().signal));
}

const iosVersion =
  'Cisco IOS Software, C2900 Software (C2900-UNIVERSALK9-M), Version 15.7(3)M5, RELEASE SOFTWARE (fc1)';

const iosSteps: readonly PlayedStep[] = [
  enter('r1>'),
  { send: 'terminal length 0\n', reply: 'terminal length 0\r\nr1>' },
  { send: 'terminal width 511\n', reply: 'terminal width 511\r\nr1>' },
  { send: 'show clock\n', reply: 'show clock\r\n10:00\r\nr1>' },
];

async function showsTheTime(session: Session, time: FakeTime): Promise<void> {
  const sink = new TextSink();
  const outcome = await time.until(session.run(command('show clock'), sink, new AbortController().signal));
  assert.deepEqual([outcome.status, sink.text], ['ok', '10:00\n']);
}

describe('a device whose platform is found out', () => {
  it('is asked one harmless command, and goes on with its own platform over the same login', async () => {
    const device = new NamedDevice('SSH-2.0-Cisco-1.25', '\r\nr1>', [
      enter('r1>'),
      {
        send: 'show version\r',
        reply: `show version\r\n${iosVersion}\r\nuptime is 1 day\r\n --More-- `,
      },
      { send: ' ', reply: '\r         \rROM: System Bootstrap\r\nr1>' },
      ...iosSteps,
    ]);
    const time = new FakeTime();
    const session = await open(device, time);
    assert.deepEqual(session.detected, {
      platform: 'cisco_ios',
      identification: 'SSH-2.0-Cisco-1.25',
    });
    assert.equal(session.mode, 'exec');
    await showsTheTime(session, time);
    assert.deepEqual(device.unexpected, []);
    assert.equal(device.left, 0);
  });

  it('is not asked again where it is remembered and says the same of itself', async () => {
    const device = new NamedDevice('SSH-2.0-Cisco-1.25', '\r\nr1>', [enter('r1>'), ...iosSteps]);
    const time = new FakeTime();
    const remembered = { platform: 'cisco_ios', identification: 'SSH-2.0-Cisco-1.25' };
    const session = await open(device, time, remembered);
    assert.equal(session.detected?.platform, 'cisco_ios');
    await showsTheTime(session, time);
    assert.deepEqual(device.unexpected, []);
  });

  it('is asked anew where the remembered platform does not fit any more', async () => {
    const other = [
      { platform: 'cisco_ios', identification: 'SSH-2.0-OpenSSH_9' },
      { platform: 'hp_comware', identification: 'SSH-2.0-Cisco-1.25' },
      { platform: 'gone_os', identification: 'SSH-2.0-Cisco-1.25' },
    ];
    for (const remembered of other) {
      const device = new NamedDevice('SSH-2.0-Cisco-1.25', '\r\nr1>', [
        enter('r1>'),
        { send: 'show version\r', reply: `show version\r\n${iosVersion}\r\nr1>` },
        ...iosSteps,
      ]);
      const session = await open(device, new FakeTime(), remembered);
      assert.equal(session.detected?.platform, 'cisco_ios');
      assert.deepEqual(device.unexpected, []);
    }
  });

  it('is named with everything that was seen of it where nobody knows it', async () => {
    const device = new NamedDevice('SSH-2.0-Acme_3', '\r\nWelcome\r\nbox#', [
      enter('box#'),
      { send: 'show version\r', reply: 'show version\r\nACME 3.1\r\nbox#' },
      { send: 'cat /etc/os-release\r', reply: 'cat /etc/os-release\r\nno such command\r\nbox#' },
    ]);
    await assert.rejects(open(device, new FakeTime()), {
      code: 'session.platform-unknown',
      message:
        /of dut could not be found out. It identifies itself as "SSH-2.0-Acme_3". Its prompt is "box#". It answered "show version" with "ACME 3.1", and "/,
      hint: /ios_like/,
    });
    assert.equal(device.closed, true);
    assert.equal(device.written.filter((line) => line !== '\r').length, 2);
  });

  it('is given up where it asks something back, and nothing is answered', async () => {
    const device = new NamedDevice('SSH-2.0-Acme_3', '\r\nbox#', [
      enter('box#'),
      { send: 'show version\r', reply: 'show version\r\nShow all of it? [y/n]: ' },
    ]);
    await assert.rejects(open(device, new FakeTime()), {
      code: 'session.platform-unknown',
      message: /Show all of it/,
    });
    assert.deepEqual(device.unexpected, []);
  });

  it('is given up where it never comes to an end', async () => {
    const time = new FakeTime();
    const device = new NamedDevice('SSH-2.0-Acme_3', '\r\nbox#', [
      enter('box#'),
      { send: 'show version\r', reply: 'show version\r\nACME 3.1\r\n' },
    ]);
    const talk = (): void => {
      device.say('and so on\r\n');
      if (!device.closed) time.after(20, talk);
    };
    time.after(500, talk);
    await assert.rejects(open(device, time), { code: 'session.platform-unknown' });
    assert.ok(time.monotonic() < 15_000);
    assert.equal(device.closed, true);
  });

  it('gives its password to nobody who asks for it in a way that is not known', async () => {
    const device = new NamedDevice('SSH-2.0-Acme_3', '\r\nUsername: ', []);
    await assert.rejects(open(device, new FakeTime()), { code: 'session.login-question' });
    assert.deepEqual(device.written, []);
  });
});

describe('a stream that is handed over', () => {
  it('gives everything to the newest reader, and the end to a late one', () => {
    const heard: string[] = [];
    let say: (chunk: Uint8Array) => void = () => undefined;
    let end: (error?: Error) => void = () => undefined;
    const nothing = (): void => undefined;
    const inner: ByteStream = {
      onData: (listener) => {
        say = listener;
      },
      onClose: (listener) => {
        end = listener;
      },
      write: nothing,
      pause: nothing,
      resume: nothing,
      close: nothing,
    };
    const stream = handOverStream(inner);
    const listen = (name: string): void =>
      stream.onData((chunk) => heard.push(`${name} ${new TextDecoder().decode(chunk)}`));
    listen('first');
    say(Buffer.from('a'));
    listen('second');
    say(Buffer.from('b'));
    end(new Error('reset'));
    stream.onClose((error) => heard.push(error?.message ?? 'closed'));
    assert.deepEqual(heard, ['first a', 'second b', 'reset']);
  });
});
