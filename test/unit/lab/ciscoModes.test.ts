import assert from 'node:assert/strict';
import { ask, LabShells, textOf } from './labShells.ts';

describe('lab: modes of the Cisco-like command lines', () => {
  const cases = [
    {
      name: 'access-1',
      exec: 'access-1>',
      enable: 'access-1#',
      config: 'access-1(config)#',
      port: 'gi1/0/5',
      section: 'access-1(config-if)#',
    },
    {
      name: 'core-1',
      exec: undefined,
      enable: 'core-1# ',
      config: 'core-1(config)# ',
      port: 'eth1/5',
      section: 'core-1(config-if)# ',
    },
    {
      name: 'leaf-1',
      exec: 'leaf-1>',
      enable: 'leaf-1#',
      config: 'leaf-1(config)#',
      port: 'et5',
      section: 'leaf-1(config-if)#',
    },
  ];
  for (const { name, exec, enable, config, port, section } of cases) {
    it(`${name}: every mode has its prompt, and is left as it was entered`, () => {
      const shell = new LabShells().open(name);
      if (exec !== undefined) {
        assert.equal(shell.prompt(), exec);
        const question = shell.enter('enable').question;
        assert.equal(question?.prompt, 'Password: ');
        assert.equal(question?.hidden, true);
        assert.equal(question?.answer('secret').text, '');
      }
      assert.equal(shell.prompt(), enable);
      ask(shell, 'conf t');
      assert.equal(shell.prompt(), config);
      ask(shell, `int ${port}`);
      assert.equal(shell.prompt(), section);
      ask(shell, 'exit');
      assert.equal(shell.prompt(), config);
      ask(shell, 'end');
      assert.equal(shell.prompt(), enable);
      assert.equal(shell.enter('exit').close, true);
    });
  }

  it('IOS asks three times for the enable secret and stays where it was', () => {
    const shell = new LabShells().open('edge-1');
    const first = shell.enter('enable').question?.answer('wrong');
    const second = first?.question?.answer('wrong');
    const third = second?.question?.answer('wrong');
    assert.equal(third?.text, '% Bad secrets\n\n');
    assert.equal(third?.question, undefined);
    assert.equal(shell.prompt(), 'edge-1>');
  });

  it('keeps privileged commands from a user without privileges', () => {
    const shell = new LabShells().open('edge-1');
    assert.match(ask(shell, 'show running-config'), /% Invalid input detected at '\^' marker/);
    assert.match(ask(shell, 'configure terminal'), /% Invalid input detected/);
  });

  it('understands configuration commands inside a section, and do', () => {
    const shell = new LabShells().privileged('access-1');
    ask(shell, 'configure terminal', 'interface gi1/0/5', 'vlan 77');
    assert.equal(shell.prompt(), 'access-1(config-vlan)#');
    assert.match(ask(shell, 'do show clock'), /^18:03:21\.000 UTC Fri Nov 20 2026\n$/);
    assert.match(ask(shell, 'show clock'), /% Invalid input/, 'IOS wants do');
  });

  it('NX-OS and EOS show without do', () => {
    for (const name of ['core-1', 'leaf-1']) {
      const shell = new LabShells().privileged(name);
      assert.match(ask(shell, 'configure terminal', 'show clock'), /2026/);
    }
  });

  it('asks before it clears counters or reloads, and takes no for an answer', () => {
    const shell = new LabShells().privileged('access-1');
    const clear = shell.enter('clear counters');
    assert.equal(clear.question?.prompt, 'Clear "show interface" counters on all interfaces [confirm]');
    assert.equal(clear.question?.key, true);
    assert.match(ask(shell, 'show interfaces gi1/0/1'), /counters never/);
    clear.question?.answer('n');
    assert.match(ask(shell, 'show interfaces gi1/0/1'), /counters never/);
    clear.question?.answer('');
    assert.match(ask(shell, 'show interfaces gi1/0/1'), /counters 00:00:00/);
    const reload = shell.enter('reload').question;
    assert.equal(reload?.answer('n').close, undefined);
    assert.equal(reload?.answer('y').close, true);
  });

  it('Ctrl-Z leaves configuration only', () => {
    const shell = new LabShells().privileged('access-1');
    assert.equal(shell.controlZ, undefined);
    ask(shell, 'configure terminal', 'interface gi1/0/1');
    assert.equal(shell.controlZ, 'end');
  });

  it('asks IOS for the file name when it copies the configuration', () => {
    const shell = new LabShells().privileged('edge-1');
    const question = shell.enter('copy run start').question;
    assert.equal(question?.prompt, 'Destination filename [startup-config]? ');
    assert.match(textOf(question.answer('')), /\[OK\]/);
  });
});
