import assert from 'node:assert/strict';
import { closestName } from '../../../../src/core/text/closestName.ts';

describe('closestName', () => {
  const platforms = ['cisco_ios', 'cisco_nxos', 'arista_eos', 'juniper_junos', 'linux'];

  it('finds the name behind a typing error', () => {
    assert.equal(closestName('cisco_iso', platforms), 'cisco_ios');
    assert.equal(closestName('Arista_EOS', platforms), 'arista_eos');
    assert.equal(closestName('jniper_junos', platforms), 'juniper_junos');
  });

  it('counts two swapped neighbours as one edit', () => {
    assert.equal(closestName('ilnux', platforms), 'linux');
  });

  it('stays silent where nothing is near', () => {
    assert.equal(closestName('fortinet', platforms), undefined);
    assert.equal(closestName('', platforms), undefined);
    assert.equal(closestName('x'.repeat(1000), platforms), undefined);
  });

  it('prefers the nearer candidate, and the first among equals', () => {
    assert.equal(closestName('vlan', ['vlans', 'vlanx', 'vlan']), 'vlan');
    assert.equal(closestName('vlam', ['vlan', 'vlat']), 'vlan');
  });
});
