import { judgeLogin } from '../judgeLogin.ts';
import { LineEditor, type EditorView } from '../shell/lineEditor.ts';
import type { TerminalHost } from '../shell/terminal.ts';
import type { TerminalProgram } from '../shell/terminalProgram.ts';
import type { DeviceContext } from '../ssh/deviceContext.ts';
import { loginTexts, type LoginTexts } from './loginTexts.ts';

/** Attempts in one connection after which it is cut. */
const maxAttempts = 3;

type Step = 'asleep' | 'greeting' | 'username' | 'password' | 'code' | 'judging' | 'in';

/** The login of a telnet line, and what comes after it. */
export class TelnetLogin implements TerminalProgram {
  readonly #device: DeviceContext;
  readonly #host: TerminalHost;
  readonly #after: TerminalProgram;
  readonly #texts: LoginTexts;
  readonly #editor: LineEditor;
  #step: Step = 'username';
  #pending = '';
  #username = '';
  #attempts = 0;
  #password = '';

  /** @param after takes over once the login was accepted */
  constructor(device: DeviceContext, host: TerminalHost, after: TerminalProgram) {
    this.#device = device;
    this.#host = host;
    this.#after = after;
    this.#texts = loginTexts(device);
    this.#editor = new LineEditor((text) => host.write(text));
  }

  start(): void {
    if (this.#device.faults.has('console')) this.#step = 'asleep';
    else this.#begin();
  }

  input(text: string): void {
    this.#pending += text;
    while (this.#pending !== '' && this.#step !== 'judging') {
      if (this.#step === 'in') {
        const rest = this.#pending;
        this.#pending = '';
        this.#after.input(rest);
        return;
      }
      const event = this.#editor.feed(this.#pending[0] as string, this.#view());
      this.#pending = this.#pending.slice(1);
      if (event?.kind === 'line') this.#entered(event.text);
      else if (event?.kind === 'end-of-file') this.#host.close();
    }
  }

  #begin(): void {
    if (this.#device.faults.has('logged-in')) {
      this.#enter();
      return;
    }
    const { banner } = this.#device.tuning;
    if (banner !== undefined) this.#print(`${banner.trimEnd()}\n`);
    this.#print(this.#texts.banner);
    this.#ask('username');
  }

  #entered(line: string): void {
    switch (this.#step) {
      case 'asleep':
        this.#print(`\n\n${this.#device.name} con0 is now available\n\n\nPress RETURN to get started.\n\n\n`);
        this.#step = 'greeting';
        return;
      case 'greeting':
        this.#begin();
        return;
      case 'username':
        this.#username = line.trim();
        this.#ask(this.#username === '' ? 'username' : 'password');
        return;
      case 'password':
        this.#password = line;
        if (this.#device.faults.has('one-time-code')) this.#ask('code');
        else this.#judge(line, true);
        return;
      case 'code':
        this.#judge(this.#password, line.trim() === this.#device.tuning.oneTimeCode);
        return;
      default:
        return;
    }
  }

  #judge(password: string, codeGood: boolean): void {
    const { faults, login, tuning } = this.#device;
    this.#step = 'judging';
    if (faults.has('hang-in-login')) return;
    const good = this.#username === login.username && password === login.password && codeGood;
    if (faults.has('slow-login')) setTimeout(() => this.#decide(good), tuning.slowLoginMs).unref();
    else this.#decide(good);
  }

  #decide(good: boolean): void {
    if (judgeLogin(this.#device, good)) {
      this.#print('\n');
      this.#enter();
      this.input('');
      return;
    }
    this.#print(this.#texts.refused);
    this.#attempts += 1;
    if (this.#attempts < maxAttempts) {
      this.#ask('username');
      this.input('');
    } else this.#host.close();
  }

  #enter(): void {
    this.#step = 'in';
    this.#after.start();
  }

  #ask(step: 'username' | 'password' | 'code'): void {
    this.#step = step;
    this.#print(step === 'code' ? '\nVerification code: ' : this.#texts[step]);
  }

  #print(text: string): void {
    if (text !== '') this.#host.write(text.replaceAll('\n', '\r\n'));
  }

  #view(): EditorView {
    const hidden =
      (this.#step === 'password' || this.#step === 'code') && !this.#device.faults.has('echo-password');
    const echo = !hidden && this.#step !== 'asleep' && this.#step !== 'greeting';
    return { promptLength: 0, width: 0, overflow: 'wrap', echo, help: false, completesOnSpace: false };
  }
}
