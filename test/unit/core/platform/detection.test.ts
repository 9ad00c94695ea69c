import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import {
  Detection,
  type DetectionStep,
  type SeenDevice,
} from '../../../../src/core/platform/detect/detection.ts';
import { lineDanger } from '../../../../src/core/plan/policy/heldCommands.ts';
import { builtInPlugins } from '../../../helpers/session/builtInPlatforms.ts';
import { readRecordings } from '../../../helpers/session/recordings.ts';

interface Sample {
  readonly platform?: string;
  readonly identification?: string;
  readonly login?: string;
  readonly prompt: string;
  readonly answers?: Readonly<Record<string, string>>;
  readonly refused?: string;
}

const samples = parse(
  readFileSync(new URL('../../../fixtures/detect/samples.yaml', import.meta.url), 'utf8'),
) as Sample[];

/** Runs a detection to its end. */
async function detect(
  seen: SeenDevice,
  answer: (command: string) => string,
): Promise<{ end: DetectionStep; asked: string[] }> {
  const { platforms } = await builtInPlugins();
  const detection = new Detection(platforms.detectable(), seen);
  const asked: string[] = [];
  for (;;) {
    const end = detection.next();
    if (end.kind !== 'ask') return { end, asked };
    asked.push(end.command);
    assert.ok(asked.length <= 2, `asks ${asked.join(', ')}`);
    detection.answered(end.command, answer(end.command));
  }
}

function seenOf({ identification, login = '', prompt }: Sample): SeenDevice {
  return {
    ...(identification === undefined ? {} : { identification }),
    login,
    tail: (login === '' || login.endsWith('\n') ? login : `${login}\n`) + prompt,
  };
}

describe('detection', () => {
  for (const [index, sample] of samples.entries()) {
    const { platform, prompt, answers = {}, refused = '% Invalid input' } = sample;
    it(`${platform ?? 'nothing'} at "${prompt}" (${index + 1})`, async () => {
      const { end, asked } = await detect(seenOf(sample), (command) => answers[command] ?? refused);
      if (platform === undefined) assert.equal(end.kind, 'unknown', JSON.stringify(end));
      else assert.deepEqual(end, { kind: 'known', platform }, `asked ${asked.join(', ')}`);
    });
  }

  it('takes no recording for another platform than it is of', async () => {
    const wrong: string[] = [];
    for (const recording of readRecordings()) {
      const greeting = recording.greeting.replaceAll('\r', '');
      const reply = (command: string): string => {
        const step = recording.steps.find(({ send }) => send.trim() === command)?.reply;
        return typeof step === 'string' ? step.replaceAll('\r', '') : '% Invalid input';
      };
      const { end } = await detect({ login: greeting, tail: greeting }, reply);
      if (end.kind === 'known' && end.platform !== recording.platform)
        wrong.push(`${recording.name} is taken for ${end.platform}`);
    }
    assert.deepEqual(wrong, []);
  });

  it('asks only for what shows something on every platform', async () => {
    const { platforms } = await builtInPlugins();
    const commands = new Set(
      platforms.detectable().map(({ definition }) => definition.detect?.command ?? ''),
    );
    const held: string[] = [];
    for (const command of commands)
      for (const id of platforms.ids()) {
        const danger = lineDanger(platforms.get(id), command);
        // No command of theirs begins with a slash, and the DSLAM fetches nothing of that name.
        const harmless = command.startsWith('/') || id === 'zyxel_dslam' || id === 'vsol_olt';
        if (danger !== undefined && !harmless) held.push(`"${command}" ${danger} on ${id}`);
      }
    assert.deepEqual(held, []);
  });

  it('believes neither of two platforms that are both proven', async () => {
    const { platforms } = await builtInPlugins();
    const detection = new Detection([platforms.get('arista_eos'), platforms.get('cisco_ios')], {
      login: '',
      tail: 'sw1#',
    });
    assert.equal(detection.next().kind, 'ask');
    detection.answered('show version', 'Arista DCS-7050\nCisco IOS Software, C2900');
    assert.deepEqual(detection.next(), { kind: 'unknown', likely: ['arista_eos', 'cisco_ios'] });
  });

  it('holds under "auto" what any platform holds', async () => {
    const { platforms } = await builtInPlugins();
    const auto = platforms.get('auto');
    assert.equal(platforms.resolve('autodetect'), 'auto');
    assert.ok(!platforms.ids().includes('auto'));
    assert.ok(platforms.titles().has('auto'));
    const lines = [
      'reload',
      'reboot',
      'system-view',
      'set system host-name x',
      'execute reboot',
      'no vlan 5',
    ];
    for (const line of lines) assert.ok(lineDanger(auto, line) !== undefined, line);
    const harmless = [
      'show version',
      'show running-config',
      'show interfaces',
      'show ip route',
      'show configuration',
      'show vlan',
      'show inventory',
      'display version',
      'display current-configuration',
      'get system status',
      'uname -a',
      'uptime',
      'ping 192.0.2.1',
    ];
    assert.deepEqual(
      harmless.flatMap((line) => lineDanger(auto, line) ?? []),
      [],
    );
  });
});
