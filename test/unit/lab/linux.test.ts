import assert from 'node:assert/strict';
import { ask, LabShells, textOf } from './labShells.ts';

describe('lab: the Linux jump host', () => {
  it('runs a little of a shell: lists, pipes, quotes, statuses', () => {
    const shell = new LabShells().open('jump-1');
    assert.equal(shell.prompt(), 'showrun@jump-1:~$ ');
    assert.equal(ask(shell, 'echo "a  b" c'), 'a  b c\n');
    assert.equal(ask(shell, 'false; echo $?'), '1\n');
    assert.equal(ask(shell, 'false && echo never'), '');
    assert.equal(ask(shell, 'cat /etc/os-release | grep VERSION_ID'), 'VERSION_ID="12"\n');
    assert.equal(ask(shell, 'ps aux | head -1 | wc -l'), '1\n');
    assert.equal(ask(shell, 'nonsense'), '-bash: nonsense: command not found\n');
    assert.equal(ask(shell, 'echo $?'), '127\n');
    assert.equal(ask(shell, 'cat /nowhere'), 'cat: /nowhere: No such file or directory\n');
    assert.match(ask(shell, 'uname -a'), /^Linux jump-1 6\.1\.0-25-amd64 /);
  });

  it('asks for the password once, then trusts', () => {
    const shell = new LabShells().open('jump-1');
    const question = shell.enter('sudo -s').question;
    assert.equal(question?.prompt, '[sudo] password for showrun: ');
    assert.equal(question.hidden, true);
    assert.match(textOf(question.answer('wrong')), /Sorry, try again/);
    question.answer('pass');
    assert.equal(shell.prompt(), 'root@jump-1:/home/showrun# ');
    assert.equal(ask(shell, 'whoami'), 'root\n');
    assert.equal(shell.enter('exit').close, undefined);
    assert.equal(shell.prompt(), 'showrun@jump-1:~$ ');
    assert.equal(ask(shell, 'sudo whoami'), 'root\n');
    assert.equal(shell.enter('exit').close, true);
  });

  it('gives up after three wrong passwords', () => {
    const shell = new LabShells().open('jump-1');
    const third = shell.enter('sudo su').question?.answer('1').question?.answer('2').question?.answer('3');
    assert.equal(third?.question, undefined);
    assert.match(textOf(third!), /3 incorrect password attempts/);
    assert.equal(shell.prompt(), 'showrun@jump-1:~$ ');
  });

  it('brackets pasting on a terminal, as readline does, and only there', () => {
    const shell = new LabShells().open('jump-1', { columns: 80, rows: 24 });
    assert.equal(shell.prompt(), '\x1b[?2004hshowrun@jump-1:~$ ');
    assert.equal(ask(shell, 'echo x'), '\x1b[?2004l\rx\n');
  });
});
