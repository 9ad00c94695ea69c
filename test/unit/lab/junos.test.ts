import assert from 'node:assert/strict';
import { ask, LabShells, textOf } from './labShells.ts';

describe('lab: Junos', () => {
  it('has its prompts, and says where it goes', () => {
    const shell = new LabShells().open('mx-1');
    assert.equal(shell.prompt(), 'showrun@mx-1> ');
    assert.equal(ask(shell, 'configure'), 'Entering configuration mode\n');
    assert.equal(shell.prompt(), '\n[edit]\nshowrun@mx-1# ');
    ask(shell, 'edit interfaces xe-0/1/3');
    assert.equal(shell.prompt(), '\n[edit interfaces xe-0/1/3]\nshowrun@mx-1# ');
    ask(shell, 'set description here', 'top');
    assert.match(ask(shell, 'show interfaces xe-0/1/3'), /^description here;\n$/);
    ask(shell, 'rollback 0');
    assert.equal(ask(shell, 'exit'), 'Exiting configuration mode\n');
    assert.equal(shell.prompt(), 'showrun@mx-1> ');
  });

  it('answers the settings of the screen in the words that clients wait for', () => {
    const shell = new LabShells().open('mx-1');
    assert.equal(ask(shell, 'set cli screen-width 511'), 'Screen width set to 511\n');
    assert.equal(ask(shell, 'set cli screen-length 0'), 'Screen length set to 0\n');
    assert.equal(ask(shell, 'set cli complete-on-space off'), 'Disabling complete-on-space\n');
    assert.equal(shell.pageLength, 0);
    assert.equal(shell.width, 511);
    assert.equal(shell.completesOnSpace, false);
  });

  it('changes nothing before commit, shows what would change, and everything after it', () => {
    const shell = new LabShells().open('mx-1');
    const down = (): boolean => /^xe-0\/1\/2 +down +down/m.test(ask(shell, 'show interfaces terse'));
    ask(
      shell,
      'configure',
      'set interfaces xe-0/1/2 disable',
      'set interfaces xe-0/1/2 description "out of use"',
    );
    assert.equal(
      ask(shell, 'show | compare'),
      '[edit interfaces xe-0/1/2]\n-  description "transit AS64710";\n+  description "out of use";\n+  disable;\n',
    );
    assert.equal(/^xe-0\/1\/2 +down/m.test(ask(shell, 'run show interfaces terse')), false);
    assert.equal(ask(shell, 'commit'), 'commit complete\n');
    assert.equal(ask(shell, 'show | compare'), '');
    ask(shell, 'exit');
    assert.equal(down(), true);
    assert.match(ask(shell, 'show interfaces descriptions'), /^xe-0\/1\/2 +down +down +out of use$/m);
    ask(shell, 'configure', 'rollback 1', 'commit and-quit');
    assert.equal(shell.prompt(), 'showrun@mx-1> ');
    assert.equal(down(), false);
    assert.match(ask(shell, 'show interfaces descriptions'), /transit AS64710/);
  });

  it('takes a commit confirmed back when nobody confirms it', () => {
    const lab = new LabShells();
    const shell = lab.open('mx-1');
    ask(shell, 'configure', 'set system host-name other');
    assert.match(
      ask(shell, 'commit confirmed 5'),
      /will be automatically rolled back in 5 minutes unless confirmed\ncommit complete/,
    );
    assert.equal(shell.prompt(), '\n[edit]\nshowrun@other# ');
    lab.clock.advance(4 * 60_000);
    assert.match(ask(shell, 'show system host-name'), /^$/);
    assert.match(ask(shell, 'show system'), /host-name other;/);
    lab.clock.advance(61_000);
    assert.match(ask(shell, 'show system'), /host-name mx-1;/);
    assert.equal(shell.prompt(), '\n[edit]\nshowrun@mx-1# ');
  });

  it('asks before it leaves changes behind; all sessions share the candidate', () => {
    const lab = new LabShells();
    const shell = lab.open('mx-1');
    ask(shell, 'configure', 'set snmp location here');
    const reply = shell.enter('exit configuration-mode');
    assert.equal(textOf(reply), 'The configuration has been changed but not committed\n');
    assert.equal(reply.question?.prompt, 'Exit with uncommitted changes? [yes,no] (yes) ');
    assert.match(textOf(reply.question.answer('no')), /Exit aborted/);
    assert.match(shell.prompt(), /\[edit\]/);
    shell.enter('exit').question?.answer('yes');
    assert.equal(shell.prompt(), 'showrun@mx-1> ');
    assert.match(ask(lab.open('mx-1'), 'configure'), /changed but not committed/);
    const other = lab.open('mx-1');
    assert.equal(ask(other, 'configure exclusive'), 'error: configuration database modified\n');
    assert.equal(other.prompt(), 'showrun@mx-1> ');
    ask(shell, 'configure', 'rollback 0', 'exit');
    assert.match(ask(other, 'configure exclusive'), /will be discarded on exit/);
  });

  it('prints the configuration as braces and as set commands that lead to the same', () => {
    const shell = new LabShells().open('mx-1');
    const braces = ask(shell, 'show configuration interfaces xe-0/1/0');
    assert.match(
      braces,
      /^description "to core-1 .*";\nmtu 9000;\nunit 0 \{\n {4}family inet \{\n {8}address /,
    );
    const sets = ask(shell, 'show configuration interfaces xe-0/1/0 | display set').trim().split('\n');
    assert.ok(sets.every((line) => line.startsWith('set interfaces xe-0/1/0 ')));
    ask(shell, 'configure', 'delete interfaces xe-0/1/0');
    assert.equal(ask(shell, 'show interfaces xe-0/1/0'), '');
    ask(shell, ...sets);
    assert.equal(
      ask(shell, 'run show configuration interfaces xe-0/1/0'),
      ask(shell, 'show interfaces xe-0/1/0'),
    );
  });

  it('complains in its own words', () => {
    const shell = new LabShells().open('mx-1');
    const at = (line: string): string => ' '.repeat('showrun@mx-1> '.length + line.length);
    assert.equal(ask(shell, 'foo'), `${at('')}^\nunknown command.\n`);
    assert.equal(ask(shell, 'show foo'), `${at('show ')}^\nsyntax error, expecting <command>.\n`);
    assert.match(ask(shell, 'show s foo'), /'s' is ambiguous\.|syntax error/);
    assert.match(ask(shell, 'show'), /syntax error, expecting <command>/);
    assert.match(ask(shell, 'configure', 'set nonsense x'), /^syntax error\.\n$/);
    assert.match(ask(shell, 'delete interfaces xe-9/9/9'), /warning: statement not found/);
  });

  const filters: [string, RegExp][] = [
    ['show interfaces terse | match lo0', /^lo0 .*\nlo0\.0 .*\n\n$/],
    ['show interfaces terse | except "^(xe|et|fx|lo)"', /^Interface .*\n\n?$/],
    ['show interfaces terse | count', /^Count: \d+ lines\n/],
    ['show interfaces terse | find lo0', /^lo0 /],
    ['show interfaces terse | last 1', /^lo0\.0 .*\n/],
    ['show interfaces terse | no-more', /^Interface /],
  ];
  for (const [line, expected] of filters) {
    it(line, () => assert.match(ask(new LabShells().open('mx-1'), line), expected));
  }

  it('completes words on the space bar', () => {
    const shell = new LabShells().open('mx-1');
    assert.equal(shell.complete('sho'), 'w ');
    assert.equal(shell.complete('show l'), '');
    assert.match(shell.help('show '), /^Possible completions:\n {2}arp\n/);
  });
});
