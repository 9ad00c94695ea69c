import assert from 'node:assert/strict';
import { readRecording } from '../../../../src/core/platform/recording/readRecording.ts';
import { testRecording, type RecordingTest } from '../../../../src/engine/platformTest/testRecording.ts';
import { builtInPlugins } from '../../../helpers/session/builtInPlatforms.ts';

const good = `platform: ios_like
greeting: "\\r\\nsw1#"
steps:
  - { send: "terminal length 0\\n", reply: "terminal length 0\\r\\nsw1#" }
  - send: "show clock\\n"
    reply: |-
      show clock
      12:00:01 UTC
      sw1#
  - { send: "shwo clock\\n", reply: "shwo clock\\r\\n% Invalid input\\r\\nsw1#" }
commands:
  - { text: show clock, output: "12:00:01 UTC\\n" }
  - { text: shwo clock, status: rejected, failure: "% Invalid input", output: "% Invalid input\\n" }
`;

async function test(yaml: string, platform = 'ios_like'): Promise<RecordingTest> {
  const { platforms } = await builtInPlugins();
  const source = readRecording('rec.yaml', new TextEncoder().encode(yaml));
  assert.ok(!('faults' in source), JSON.stringify(source));
  return testRecording(platforms.get(platform), source);
}

/** Code, line and message of each finding. */
async function findingsOf(from: string, to: string, platform?: string): Promise<[string, number, string][]> {
  assert.ok(good.includes(from), from);
  const { findings } = await test(good.replace(from, to), platform);
  return findings.map(({ code, at, message }) => [code, at.line, message]);
}

describe('testRecording', () => {
  it('plays a recording through a real session and has nothing to say where all is as recorded', async () => {
    const { session, findings } = await test(good);
    assert.deepEqual(findings, []);
    assert.deepEqual(session.login, { prompt: 'sw1#', mode: 'privileged_exec' });
    assert.deepEqual(
      session.commands.map(({ text, status, mode, output }) => [text, status, mode, output]),
      [
        ['show clock', 'ok', 'privileged_exec', '12:00:01 UTC\n'],
        ['shwo clock', 'rejected', 'privileged_exec', '% Invalid input\n'],
      ],
    );
    assert.equal(session.left, 0);
  });

  it('names the line that is another one, both ways', async () => {
    const [[code, line, message] = ['', 0, '']] = await findingsOf('"12:00:01 UTC\\n"', '"12:00:02 UTC\\n"');
    assert.deepEqual([code, line], ['recording.result', 12]);
    assert.match(message, /"show clock": .* Line 1 is "12:00:01 UTC", not "12:00:02 UTC"\./);
  });

  it('compares no output that the recording does not have', async () => {
    assert.deepEqual(await findingsOf(', output: "12:00:01 UTC\\n"', ''), []);
  });

  it('says how a command ended, and with which refusal', async () => {
    const found = await findingsOf('status: rejected, failure: "% Invalid input"', 'failure: "% Wrong"');
    assert.deepEqual(
      found.map(([code]) => code),
      ['recording.result', 'recording.result'],
    );
    assert.match(found[0]?.[2] ?? '', /ends as "rejected", not as "ok": device /);
    assert.match(found[1]?.[2] ?? '', /is "% Invalid input", not "% Wrong"/);
  });

  it('says what was sent where the recording has something else', async () => {
    const found = await findingsOf('- { send: "terminal length 0\\n"', '- { send: "no page\\n"');
    assert.deepEqual(
      found.map(([code, line]) => [code, line]),
      [
        ['recording.strayed', 4],
        ['recording.no-login', 2],
      ],
    );
    assert.match(
      found[0]?.[2] ?? '',
      /sent "terminal length 0\\n" where the recording has "no page\\n" next/,
    );
  });

  it('says that steps were never reached', async () => {
    const found = await findingsOf('  - { text: shwo clock', '  # { text: shwo clock');
    assert.deepEqual(found[0]?.slice(0, 2), ['recording.left-over', 10]);
  });

  it('says that a prompt is none of the platform', async () => {
    const found = await findingsOf('greeting: "\\r\\nsw1#"', 'greeting: "\\r\\nsw1 ready$"');
    assert.deepEqual(found[1]?.slice(0, 2), ['recording.no-login', 2]);
    assert.match(found[1]?.[2] ?? '', /sw1 ready\$/);
    assert.match(found[0]?.[2] ?? '', /wakes up a device that has shown no prompt/);
  });

  it('warns of a recording of something else', async () => {
    const found = await findingsOf('platform: ios_like', 'platform: cisco_ios');
    assert.deepEqual(found[0]?.slice(0, 2), ['recording.other-platform', 1]);
  });

  it('reads no recording that is not whole', () => {
    const faults = (yaml: string): string[] => {
      const read = readRecording('rec.yaml', new TextEncoder().encode(yaml));
      return 'faults' in read ? read.faults.map(({ code, message }) => `${code} ${message}`) : [];
    };
    assert.deepEqual(
      faults('greeting: [\n')
        .map((text) => text.split(' ')[0])
        .slice(0, 1),
      ['recording.yaml-syntax'],
    );
    assert.deepEqual(faults(good.replace('greeting:', 'greting:')), [
      'recording.schema "greeting" is missing in the file.',
      'recording.schema "greting" is not known in the file. Did you mean "greeting"?',
    ]);
  });
});
