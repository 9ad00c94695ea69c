import assert from 'node:assert/strict';
import { applyFilters, splitFilters } from '../../../src/lab/devices/cisco/filters.ts';
import { ask, LabShells } from './labShells.ts';

const text = 'interface Vlan10\n ip address 10.0.0.1\n!\ninterface Vlan20\n shutdown\nend\n';

describe('lab: output filters of the Cisco-like command lines', () => {
  it('splits at a bar between blanks only', () => {
    assert.deepEqual(splitFilters('show run | include ^a|b$ | exclude c'), {
      command: 'show run',
      filters: ['include ^a|b$', 'exclude c'],
    });
  });

  const cases: [string, string][] = [
    ['include Vlan', 'interface Vlan10\ninterface Vlan20\n'],
    ['inc Vlan1|end', 'interface Vlan10\nend\n'],
    ['exclude interface|!', ' ip address 10.0.0.1\n shutdown\nend\n'],
    ['begin Vlan20', 'interface Vlan20\n shutdown\nend\n'],
    ['section Vlan10', 'interface Vlan10\n ip address 10.0.0.1\n'],
    ['count Vlan', 'Number of lines which match regexp = 2\n'],
    ['include nothing', ''],
    ['include (', ''],
  ];
  for (const [filter, expected] of cases) {
    it(`| ${filter}`, () => assert.equal(applyFilters(text, [filter]).text, expected));
  }

  it('no-more turns paging off for one output', () => {
    assert.equal(applyFilters(text, ['no-more']).unpaged, true);
    assert.equal(applyFilters(text, ['no-more']).text, text);
  });

  it('refuses what is no filter', () => {
    assert.match(applyFilters(text, ['wibble']).error ?? '', /% Invalid input/);
  });

  it('filters work on a command', () => {
    const shell = new LabShells().privileged('edge-1');
    assert.equal(ask(shell, 'show version | include ^edge-1 uptime').split('\n').length, 2);
  });
});
