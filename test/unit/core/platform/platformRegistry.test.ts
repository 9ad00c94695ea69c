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

  it("knows the most used of netmiko's names and the names of scrapli", async () => {
    const { platforms } = await builtInPlugins();
    const names: Readonly<Record<string, string>> = {
      aruba_osswitch: 'hp_procurve',
      h3c_comware: 'hp_comware',
      huawei_vrp: 'huawei',
      fortinet_fortios: 'fortinet',
      brocade_fastiron: 'ruckus_fastiron',
      ubiquiti_edge: 'ubiquiti_edgeswitch',
      dell_force10_ssh: 'dell_os9',
      f5_ltm: 'f5_tmsh',
      alcatel_sros: 'nokia_sros_classic',
      nokia_srlinux: 'nokia_srl',
      vyatta_vyos: 'vyos',
      cisco_aireos: 'cisco_wlc',
      cisco_cbs: 'cisco_s300',
      avaya_vsp: 'extreme_vsp',
      mikrotik_routeros_ssh: 'mikrotik_routeros',
    };
    for (const [name, id] of Object.entries(names)) assert.equal(platforms.resolve(name), id, name);
    assert.ok(platforms.ids().length >= 70);
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
      hint: /Known platforms: a10, /,
    });
  });

  it('compiles a platform once', async () => {
    const { platforms } = await builtInPlugins();
    assert.equal(platforms.get('eos'), platforms.get('arista_eos'));
  });
});
