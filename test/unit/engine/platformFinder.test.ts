import assert from 'node:assert/strict';
import { join } from 'node:path';
import { PlatformRegistry } from '../../../src/core/platform/platformRegistry.ts';
import { PlatformFinder } from '../../../src/engine/executor/platformFinder.ts';
import type { Session } from '../../../src/session/session.ts';
import { DetectedPlatforms } from '../../../src/store/detectedPlatforms.ts';
import { quietLogger } from '../../helpers/quietLogger.ts';
import { builtInPlugins } from '../../helpers/session/builtInPlatforms.ts';
import { command } from '../../helpers/session/sessionUnderTest.ts';
import { makeDevice } from './makePlan.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** As much of a session as the finder looks at. */
function found(platform: string, identification?: string): Session {
  const detected = { platform, ...(identification === undefined ? {} : { identification }) };
  return { detected } as unknown as Session;
}

describe('PlatformFinder', () => {
  const folder = temporaryFolder();

  async function finder(platforms?: PlatformRegistry): Promise<PlatformFinder> {
    const known = platforms ?? (await builtInPlugins()).platforms;
    const memory = DetectedPlatforms.load(join(folder(), 'detected-platforms.json'));
    return new PlatformFinder({ platforms: known, memory: () => memory, logger: quietLogger });
  }

  it('leaves devices alone whose platform is known', async () => {
    const it = await finder();
    assert.equal(await it.detectionFor(makeDevice('a')), undefined);
    assert.equal(it.refusal('a', {} as unknown as Session, [command('reload')]), undefined);
  });

  it('tells addresses behind different jump hosts apart', async () => {
    const it = await finder();
    const device = makeDevice('a', { host: '10.0.0.1', platform: 'auto' });
    const behind = { ...device, jumpHost: 'bastion' };
    await it.detectionFor(device);
    it.learned(device, found('cisco_ios', 'SSH-2.0-Cisco-1.25'));
    assert.equal((await it.detectionFor(device))?.remembered?.platform, 'cisco_ios');
    assert.equal((await it.detectionFor(behind))?.remembered, undefined);
    await it.save();
    const later = await finder();
    assert.equal((await later.detectionFor(device))?.remembered?.platform, 'cisco_ios');
  });

  it('refuses a line that can hurt on the platform found, and was not held when the plan was made', async () => {
    const { platforms } = await builtInPlugins();
    const it = await finder();
    // Held under "auto" already: whoever confirmed the plan has seen it.
    assert.equal(it.refusal('a', found('cisco_ios'), [command('reload'), command('show clock')]), undefined);
    const generic = platforms.get('generic').definition;
    const acme = {
      ...generic,
      id: 'acme',
      aliases: [],
      dangerous: [{ pattern: 'show\\s+fire', reason: 'sets the rack on fire' }],
    };
    // A platform that the plan could not know of: one without "detect" takes no part in the union.
    const strange = await finder(new PlatformRegistry([generic, acme]));
    const error = strange.refusal('a', found('acme'), [command('show clock'), command('show fire')]);
    assert.equal(error?.code, 'engine.held-after-detection');
    assert.match(
      error.message,
      /found out to be acme.*"show fire" \(sets the rack on fire\)\. Nothing was sent/,
    );
  });
});
