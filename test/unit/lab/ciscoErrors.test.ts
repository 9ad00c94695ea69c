import assert from 'node:assert/strict';
import { ask, LabShells } from './labShells.ts';

describe('lab: error texts of the Cisco-like command lines', () => {
  it('IOS points with a caret under what it does not know, counted from the prompt', () => {
    const shell = new LabShells().privileged('access-1');
    // access-1#show verzion
    //                 ^        the first character that fits no keyword
    assert.equal(
      ask(shell, 'show verzion'),
      `${' '.repeat('access-1#show ver'.length)}^\n% Invalid input detected at '^' marker.\n\n`,
    );
    assert.equal(
      ask(shell, 'show ip wrong'),
      `${' '.repeat('access-1#show ip '.length)}^\n% Invalid input detected at '^' marker.\n\n`,
    );
  });

  it('the caret counts the blanks and the do that were typed', () => {
    const shell = new LabShells().privileged('access-1');
    ask(shell, 'configure terminal');
    const [caret] = ask(shell, 'do   show   qqq').split('\n');
    assert.equal(caret, `${' '.repeat('access-1(config)#do   show   '.length)}^`);
  });

  it('each platform has its own words', () => {
    const lab = new LabShells();
    const [ios, nxos, eos] = ['access-1', 'core-1', 'leaf-1'].map((name) => lab.privileged(name));
    assert.equal(ask(ios!, 'sh i'), '% Ambiguous command:  "sh i"\n');
    assert.equal(ask(ios!, 'show'), '% Incomplete command.\n\n');
    assert.match(ask(ios!, 'foo'), /% Unknown command or computer name, or unable to find computer address/);
    assert.match(ask(nxos!, 'show qqq'), /^ +\^\n% Invalid command at '\^' marker\.\n$/);
    assert.match(ask(nxos!, 'sh i'), /% Ambiguous command at '\^' marker/);
    assert.match(ask(nxos!, 'show'), /% Incomplete command at '\^' marker/);
    assert.equal(ask(eos!, 'show qqq'), "% Invalid input (at token 1: 'qqq')\n");
    assert.equal(ask(eos!, 'show'), '% Incomplete command\n');
    assert.equal(ask(eos!, 'sh i'), "% Ambiguous command (at token 1: 'i')\n");
  });

  it('refuses an interface that is not there, and accepts every way to write one that is', () => {
    const shell = new LabShells().privileged('access-1');
    assert.match(ask(shell, 'show interfaces gi9/9/9'), /% Invalid input/);
    for (const name of ['gi1/0/1', 'GigabitEthernet1/0/1', 'gigabit 1/0/1', 'Gi 1/0/1']) {
      assert.match(ask(shell, `show interfaces ${name}`), /^GigabitEthernet1\/0\/1 is up/, name);
    }
  });

  it('abbreviations work as far as they are unambiguous', () => {
    const shell = new LabShells().privileged('access-1');
    assert.equal(ask(shell, 'sh ip int br'), ask(shell, 'show ip interface brief'));
    assert.equal(ask(shell, 'SH VER'), ask(shell, 'show version'));
    assert.match(ask(shell, 'sh run'), /^Building configuration/);
  });

  it('an empty line and a comment do nothing', () => {
    const shell = new LabShells().privileged('access-1');
    assert.equal(ask(shell, ''), '');
    assert.equal(ask(shell, '! a comment'), '');
  });

  it('? lists what may follow', () => {
    const shell = new LabShells().privileged('access-1');
    assert.equal(shell.help('show ip '), '  arp\n  bgp\n  interface\n  ospf\n  route\n\n');
    assert.equal(shell.help('show ve'), 'version\n');
    assert.equal(shell.complete('show ver'), 'sion ');
    assert.equal(shell.complete('show i'), '');
  });
});
