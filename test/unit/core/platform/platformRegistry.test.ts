import assert from 'node:assert/strict';
import { builtInPlugins } from '../../../helpers/session/builtInPlatforms.ts';

describe('PlatformRegistry', () => {
  it('knows the built-in platforms, without a finding about any of them', async () => {
    const { platforms, diagnostics } = await builtInPlugins();
    assert.deepEqual(diagnostics, []);
    for (const id of [
      'cisco_ios',
      'cisco_xe',
      'cisco_nxos',
      'cisco_xr',
      'cisco_asa',
      'arista_eos',
      'juniper_junos',
      'linux',
      'generic',
    ]) {
      assert.equal(platforms.get(id).id, id);
    }
  });

  it('resolves ids, aliases and the suffixes of netmiko, whatever the letter case', async () => {
    const { platforms } = await builtInPlugins();
    assert.equal(platforms.resolve('cisco_ios'), 'cisco_ios');
    assert.equal(platforms.resolve(' Cisco_IOS_SSH '), 'cisco_ios');
    assert.equal(platforms.resolve('juniper_junos_telnet'), 'juniper_junos');
    assert.equal(platforms.resolve('junos'), 'juniper_junos');
    assert.equal(platforms.resolve('cisco_iosxe_telnet'), 'cisco_xe');
    assert.equal(platforms.resolve('terminal'), undefined);
    assert.equal(platforms.resolve(''), undefined);
  });

  it('suggests what was meant', async () => {
    const { platforms } = await builtInPlugins();
    assert.equal(platforms.suggest('cisco_iso'), 'cisco_ios');
    assert.equal(platforms.suggest('arista-eos'), 'arista_eos');
    assert.throws(() => platforms.get('cisco_isoo'), {
      code: 'platform.unknown',
      hint: 'Did you mean "cisco_ios"?',
    });
    assert.throws(() => platforms.get('something completely different'), {
      hint: /Known platforms: arista_eos, /,
    });
  });

  it('compiles a platform once', async () => {
    const { platforms } = await builtInPlugins();
    assert.equal(platforms.get('eos'), platforms.get('arista_eos'));
  });
});
