import { supportDump } from '../cisco/supportDump.ts';
import type { Shell, ShellReply, TerminalStyle } from '../../shell/shell.ts';
import type { ShellContext } from '../shellContext.ts';
import { uname } from './linuxFacts.ts';
import { runCommand } from './runCommand.ts';

const style: TerminalStyle = { pager: '', pagerErase: '', overflow: 'wrap', help: false };

/** What readline sends around the typing of a line; a client without a terminal does not get it. */
const pasteOn = '\x1b[?2004h';
const pasteOff = '\x1b[?2004l\r';

/** A Debian host's bash, as far as an engineer who passes through needs it. */
export class LinuxShell implements Shell {
  readonly style = style;
  readonly pageLength = 0;
  readonly width: number;
  readonly controlD = 'exit';
  private readonly context: ShellContext;
  private readonly interactive: boolean;
  private root = false;
  private trusted = false;
  private lastStatus = 0;

  constructor(context: ShellContext) {
    this.context = context;
    this.width = context.size.columns;
    this.interactive = context.size.columns > 0;
  }

  greeting(): string {
    const { network, device, motd } = this.context;
    return `${uname(network, device)}\n${motd}`;
  }

  prompt(): string {
    const { username, device } = this.context;
    const mark = this.interactive ? pasteOn : '';
    return this.root
      ? `${mark}root@${device.hostname}:/home/${username}# `
      : `${mark}${username}@${device.hostname}:~$ `;
  }

  enter(typed: string): ShellReply {
    const reply = this.run(typed.trim());
    if (!this.interactive || typeof reply.text !== 'string') return reply;
    return { ...reply, text: pasteOff + reply.text };
  }

  help(): string {
    return '';
  }

  complete(): string {
    return '';
  }

  private run(line: string): ShellReply {
    if (line === '' || line.startsWith('#')) return { text: '' };
    const words = splitWords(line);
    if (words[0] === 'exit' || words[0] === 'logout') return this.leave(words[0]);
    if (words[0] === 'sudo' || words[0] === 'su') return this.becomeRoot(words);
    if (line === 'cat /var/log/syslog' && this.context.supportBytes() > 0) {
      const log = (): string => uname(this.context.network, this.context.device).repeat(100);
      return { text: supportDump([['syslog', log]], this.context.supportBytes()), show: true };
    }
    return { text: this.runList(line), show: true };
  }

  private runList(line: string): string {
    let text = '';
    for (const [, command = '', operator = ''] of line.matchAll(/((?:"[^"]*"|'[^']*'|[^;&"'])+)(;|&&)?/g)) {
      text += this.runPipeline(command);
      if (operator === '&&' && this.lastStatus !== 0) break;
    }
    return text;
  }

  private runPipeline(line: string): string {
    let input: string | undefined;
    for (const part of line.split(/\s*\|\s*(?=(?:[^"']|"[^"]*"|'[^']*')*$)/)) {
      const words = splitWords(part.replace(/\s*2?>(?:&1|\s*\/dev\/null)/g, ''));
      if (words.length === 0) continue;
      const { network, device, username } = this.context;
      const outcome = runCommand(words, input, {
        network,
        device,
        user: this.root ? 'root' : username,
        home: `/home/${username}`,
        lastStatus: this.lastStatus,
      });
      this.lastStatus = outcome.status;
      input = outcome.text;
    }
    return input ?? '';
  }

  private leave(word: string): ShellReply {
    if (!this.root) return { text: 'logout\n', close: true };
    this.root = false;
    return { text: `${word}\n` };
  }

  private becomeRoot(words: readonly string[]): ShellReply {
    const inner = words[0] === 'sudo' ? words.slice(1) : ['su'];
    const shell = ['-s', '-i', 'su', 'bash', 'sh'].includes(inner[0] ?? '');
    const done = (): ShellReply => {
      this.trusted = true;
      if (!shell) return this.asRoot(inner.join(' '));
      this.root = true;
      return { text: '' };
    };
    if (this.root || this.trusted) return done();
    return words[0] === 'su'
      ? this.askPassword('Password: ', 1, 1, done)
      : this.askPassword(`[sudo] password for ${this.context.username}: `, 1, 3, done);
  }

  private asRoot(line: string): ShellReply {
    const before = this.root;
    this.root = true;
    const text = this.runList(line);
    this.root = before;
    return { text, show: true };
  }

  private askPassword(prompt: string, attempt: number, attempts: number, done: () => ShellReply): ShellReply {
    return {
      text: '',
      question: {
        prompt,
        hidden: true,
        answer: (secret) => {
          if (secret === this.context.enableSecret || secret === this.context.password) return done();
          if (attempts === 1) return { text: 'su: Authentication failure\n' };
          if (attempt >= attempts) return { text: `sudo: ${attempts} incorrect password attempts\n` };
          const again = this.askPassword(prompt, attempt + 1, attempts, done);
          return { ...again, text: 'Sorry, try again.\n' };
        },
      },
    };
  }
}

function splitWords(line: string): string[] {
  return (line.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
}
