import assert from 'node:assert/strict';
import type { Shell, ShellReply, TerminalStyle } from '../../../src/lab/shell/shell.ts';
import { Terminal, type OutputEnd } from '../../../src/lab/shell/terminal.ts';

const style: TerminalStyle = { pager: ' --More-- ', pagerErase: '<erase>', overflow: 'wrap', help: true };

/** A shell with scripted answers, and everything the terminal did with it. */
class Screen {
  sent = '';
  closed = false;
  dropped = false;
  readonly recorded: string[] = [];
  readonly terminal: Terminal;
  /** Set where an output should be held back until the test lets it go on. */
  release: (() => void) | undefined;

  constructor(
    answers: Readonly<Record<string, ShellReply>>,
    options: Partial<Pick<Shell, 'pageLength' | 'width' | 'completesOnSpace' | 'controlZ' | 'controlD'>> & {
      overflow?: 'wrap' | 'scroll';
      end?: OutputEnd;
      hold?: boolean;
    } = {},
  ) {
    const shell: Shell = {
      style: { ...style, overflow: options.overflow ?? 'wrap' },
      pageLength: options.pageLength ?? 0,
      width: options.width ?? 0,
      completesOnSpace: options.completesOnSpace ?? false,
      ...(options.controlZ === undefined ? {} : { controlZ: options.controlZ }),
      ...(options.controlD === undefined ? {} : { controlD: options.controlD }),
      greeting: () => 'hello\n',
      prompt: () => 'dev#',
      enter: (line) => answers[line] ?? { text: line === '' ? '' : `? ${line}\n` },
      help: (line) => `help for "${line}"\n`,
      complete: (line) => (line === 'sh' ? 'ow ' : ''),
    };
    this.terminal = new Terminal(shell, {
      write: (text) => (this.sent += text),
      pump: (pieces, done) => {
        let stopped = false;
        const go = (): void => {
          for (const piece of pieces) if (!stopped) this.sent += piece;
          if (!stopped) done();
        };
        if (options.hold === true) this.release = go;
        else go();
        return () => (stopped = true);
      },
      record: (line) => this.recorded.push(line),
      interfere: (text) => ({ text, end: options.end ?? 'prompt' }),
      close: () => (this.closed = true),
      drop: () => (this.dropped = true),
      freeze: () => undefined,
      leave: () => undefined,
    });
    this.terminal.start();
    this.sent = '';
  }

  type(text: string): string {
    this.sent = '';
    this.terminal.input(text);
    return this.sent;
  }
}

const lines = (count: number): string =>
  Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('');

describe('lab: the terminal', () => {
  it('echoes what is typed and ends lines with CR LF', () => {
    const screen = new Screen({ 'show x': { text: 'one\ntwo\n', show: true } });
    assert.equal(screen.type('show x\r'), 'show x\r\none\r\ntwo\r\ndev#');
    assert.deepEqual(screen.recorded, ['show x']);
  });

  it('takes CR, LF and CR LF as one Enter each, however they arrive', () => {
    for (const typed of ['a\r', 'a\n', 'a\r\n']) {
      assert.equal(new Screen({}).type(typed), 'a\r\n? a\r\ndev#', JSON.stringify(typed));
      const screen = new Screen({});
      const sent = Array.from(typed, (character) => screen.type(character)).join('');
      assert.equal(sent, 'a\r\n? a\r\ndev#', JSON.stringify(typed));
    }
  });

  it('rubs out characters, words and lines', () => {
    const screen = new Screen({});
    assert.equal(screen.type('ab\x7f'), 'ab\b \b');
    assert.equal(screen.type('\x7f\x7f'), '\b \b\x07');
    screen.type('show interfaces');
    assert.equal(screen.type('\x17'), '\b \b'.repeat('interfaces'.length));
    assert.equal(screen.type('\x15'), '\b \b'.repeat('show '.length));
    assert.equal(screen.type('x\r'), 'x\r\n? x\r\ndev#');
  });

  it('brings earlier lines back with the cursor keys', () => {
    const screen = new Screen({});
    screen.type('first\rsecond\r');
    assert.equal(screen.type('\x1b[A'), 'second');
    assert.equal(screen.type('\x1b[A'), `${'\b \b'.repeat(6)}first`);
    assert.match(screen.type('\r'), /\? first\r\n/);
  });

  it('hides a secret: no echo, not recorded', () => {
    const screen = new Screen({
      enable: {
        text: '',
        question: {
          prompt: 'Password: ',
          hidden: true,
          answer: (text) => ({ text: text === 's3' ? 'in\n' : 'out\n' }),
        },
      },
    });
    assert.equal(screen.type('enable\r'), 'enable\r\nPassword: ');
    assert.equal(screen.type('sx\x7f3\r'), '\r\nin\r\ndev#');
    assert.deepEqual(screen.recorded, ['enable']);
  });

  it('takes one key for a confirmation', () => {
    const answers: string[] = [];
    const screen = new Screen({
      reload: {
        text: '',
        question: {
          prompt: 'Proceed? [confirm]',
          key: true,
          answer: (key) => {
            answers.push(key);
            return { text: '' };
          },
        },
      },
    });
    assert.equal(screen.type('reload\r'), 'reload\r\nProceed? [confirm]');
    assert.equal(screen.type('y'), 'y\r\ndev#');
    screen.type('reload\r\r\n');
    assert.deepEqual(answers, ['y', '']);
  });

  it('pages: space is a page, Enter a line, anything else the end', () => {
    const screen = new Screen({ show: { text: lines(12), show: true } }, { pageLength: 5 });
    assert.equal(screen.type('show\r'), 'show\r\nline 1\r\nline 2\r\nline 3\r\nline 4\r\n --More-- ');
    assert.equal(screen.type(' '), '<erase>line 5\r\nline 6\r\nline 7\r\nline 8\r\n --More-- ');
    assert.equal(screen.type('\r'), '<erase>line 9\r\n --More-- ');
    assert.equal(screen.type('q'), '<erase>dev#');
    assert.equal(screen.type('show\r   '.slice(0, 5)).endsWith(' --More-- '), true);
    assert.equal(
      screen.type('  '),
      '<erase>line 5\r\nline 6\r\nline 7\r\nline 8\r\n --More-- <erase>line 9\r\nline 10\r\nline 11\r\nline 12\r\ndev#',
    );
  });

  it('counts long lines as the rows they take', () => {
    const screen = new Screen(
      { show: { text: `${'x'.repeat(25)}\nend\n`, show: true } },
      { pageLength: 4, width: 10 },
    );
    assert.equal(screen.type('show\r').endsWith(`${'x'.repeat(25)}\r\n --More-- `), true);
  });

  it('does not page what is no output of a show command, or asked not to be', () => {
    const answers = { say: { text: lines(9) }, show: { text: lines(9), show: true, unpaged: true } };
    const screen = new Screen(answers, { pageLength: 5 });
    assert.equal(screen.type('say\r').includes('More'), false);
    assert.equal(screen.type('show\r').includes('More'), false);
  });

  it('wraps the echo at the margin, or scrolls it sideways as IOS does', () => {
    assert.equal(new Screen({}, { width: 10 }).type('abcdefgh'), 'abcdef \rgh');
    const scrolled = new Screen({}, { width: 12, overflow: 'scroll' }).type('abcdefghij');
    assert.match(scrolled, /^abcdefg\x08{7}\$/);
    assert.equal(
      new Screen({}, { width: 12, overflow: 'scroll' }).type('abcdefghij\r').endsWith('? abcdefghij\r\ndev#'),
      true,
    );
  });

  it('keeps what is typed during an output for afterwards, and stops the output at Ctrl-C', () => {
    const screen = new Screen({ long: { text: [lines(2)], show: true } }, { hold: true });
    assert.equal(screen.type('long\rnext\r'), 'long\r\n');
    screen.sent = '';
    screen.release?.();
    assert.equal(screen.sent, 'line 1\r\nline 2\r\ndev#next\r\n? next\r\ndev#');
    screen.type('long\r');
    assert.equal(screen.type('\x03'), '^C\r\ndev#');
  });

  it('hangs and drops where a fault says so', () => {
    const answers = { show: { text: 'half\n', show: true } };
    const hanging = new Screen(answers, { end: 'hang' });
    assert.equal(hanging.type('show\r'), 'show\r\nhalf\r\n');
    assert.equal(hanging.type('\r\r\x03'), '');
    const dropping = new Screen(answers, { end: 'drop' });
    dropping.type('show\r');
    assert.equal(dropping.dropped, true);
  });

  it('shows help at a question mark and types the line again', () => {
    assert.equal(new Screen({}).type('show ?'), 'show ?\r\nhelp for "show "\r\ndev#show ');
  });

  it('completes on Tab, and on the space bar where the device does', () => {
    assert.equal(new Screen({}).type('sh\t'), 'show ');
    assert.equal(new Screen({}, { completesOnSpace: true }).type('sh '), 'show ');
    assert.equal(new Screen({}).type('sh '), 'sh ');
  });

  it('Ctrl-Z and Ctrl-D stand for their commands, where they have any', () => {
    const screen = new Screen({}, { controlZ: 'end', controlD: 'exit' });
    screen.type('\x1a\x04');
    assert.deepEqual(screen.recorded, ['end', 'exit']);
    assert.equal(new Screen({}).type('\x1a\x04'), '');
  });

  it('closes after the last words', () => {
    const screen = new Screen({ exit: { text: 'bye\n', close: true } });
    assert.equal(screen.type('exit\rmore\r'), 'exit\r\nbye\r\n');
    assert.equal(screen.closed, true);
  });
});
