import { ShowrunError } from '../errors.ts';
import { OptionNegotiation, type OptionSide } from './optionNegotiation.ts';
import { lowestCommand, telnet, telnetOption } from './telnetBytes.ts';

/** What one end of a telnet connection agrees to, and what it does then. */
export interface TelnetEnd {
  /** Options that the other end may switch on at its side (it says WILL). */
  readonly remote: readonly number[];
  /** Options that we switch on at ours when asked to (it says DO). */
  readonly local: readonly number[];
  /** An option went on or off. */
  readonly onOption?: (side: OptionSide, option: number, on: boolean) => void;
  /** A subnegotiation, without its framing. */
  readonly onSubnegotiation?: (option: number, body: Uint8Array) => void;
}

/** Longest subnegotiation that is kept; what is longer is none of those we know, and is passed over. */
const maxSubnegotiation = 256;
/** A subnegotiation that has not ended by then is no telnet. */
const maxUnterminated = 65_536;
/** Answers to the other end's negotiating that one connection may need; real ones take a dozen. */
const maxAnswers = 2000;

const cr = 13;
const lf = 10;
const nul = 0;

type State =
  'data' | 'command' | 'option' | 'subnegotiation-option' | 'subnegotiation' | 'subnegotiation-iac';

/**
 * The telnet protocol of one end as a state machine without input or output: takes bytes in any pieces and gives data and
 * answers, each independent of how the bytes were cut. Memory and answers are bounded whatever the other end sends.
 */
export class TelnetCodec {
  readonly #end: TelnetEnd;
  readonly #options = new Map<string, OptionNegotiation>();
  #replies: number[] = [];
  #state: State = 'data';
  #command = 0;
  #option = 0;
  #body: number[] = [];
  #bodyLength = 0;
  #afterReturn = false;
  #sentReturn = false;
  #answers = 0;

  constructor(end: TelnetEnd) {
    this.#end = end;
  }

  /** True while the option is on at that side. */
  isOn(side: OptionSide, option: number): boolean {
    return this.#options.get(`${side} ${String(option)}`)?.on === true;
  }

  /** Asks the other end to agree to an option at that side, or to go without it. */
  request(side: OptionSide, option: number, on: boolean): void {
    const send = this.#negotiation(side, option).ask(on);
    if (send !== undefined) this.#say(side, option, send);
  }

  /** What has to be sent, besides data. */
  takeReplies(): Uint8Array {
    const replies = Uint8Array.from(this.#replies);
    this.#replies = [];
    return replies;
  }

  /** Puts a subnegotiation among the replies. */
  subnegotiate(option: number, body: Iterable<number>): void {
    this.#replies.push(telnet.iac, telnet.sb, option);
    for (const byte of body) this.#replies.push(...(byte === telnet.iac ? [byte, byte] : [byte]));
    this.#replies.push(telnet.iac, telnet.se);
  }

  /**
   * The data in what came. Throws `session.telnet-protocol` where the other end does not stop negotiating or does not end
   * a subnegotiation.
   */
  receive(chunk: Uint8Array): Uint8Array {
    if (this.#state === 'data' && !chunk.includes(telnet.iac) && !chunk.includes(nul)) {
      if (chunk.length > 0) this.#afterReturn = chunk.at(-1) === cr;
      return chunk;
    }
    const data = new Uint8Array(chunk.length + 1);
    let length = 0;
    for (const byte of chunk) {
      switch (this.#state) {
        case 'data':
          if (byte === telnet.iac) this.#state = 'command';
          else length = this.#put(data, length, byte);
          break;
        case 'command':
          length = this.#onCommand(byte, data, length);
          break;
        case 'option':
          this.#state = 'data';
          this.#negotiate(byte);
          break;
        case 'subnegotiation-option':
          this.#option = byte;
          this.#body = [];
          this.#bodyLength = 0;
          this.#state = 'subnegotiation';
          break;
        case 'subnegotiation':
          if (byte === telnet.iac) this.#state = 'subnegotiation-iac';
          else this.#keep(byte);
          break;
        case 'subnegotiation-iac':
          this.#onSubnegotiationIac(byte);
          break;
      }
    }
    return data.subarray(0, length);
  }

  /** Data as it is sent: IAC doubled and, as RFC 854 wants it outside of binary, a CR that ends no line followed by NUL. */
  encode(data: Uint8Array): Uint8Array {
    const binary = this.isOn('local', telnetOption.binary);
    const bytes = new Uint8Array(2 * data.length + 1);
    let length = 0;
    for (const byte of data) {
      if (this.#sentReturn && !binary && byte !== lf && byte !== nul) bytes[length++] = nul;
      this.#sentReturn = byte === cr;
      bytes[length++] = byte;
      if (byte === telnet.iac) bytes[length++] = byte;
    }
    return bytes.subarray(0, length);
  }

  #onCommand(byte: number, data: Uint8Array, length: number): number {
    this.#state = 'data';
    if (byte === telnet.iac) return this.#put(data, length, byte);
    if (byte >= telnet.will) {
      this.#command = byte;
      this.#state = 'option';
    } else if (byte === telnet.sb) this.#state = 'subnegotiation-option';
    else if (byte < lowestCommand) {
      // No command: a port without telnet, as of a console server in raw mode, which sends the byte 255 as it is.
      return this.#put(data, this.#put(data, length, telnet.iac), byte);
    }
    return length;
  }

  #put(data: Uint8Array, length: number, byte: number): number {
    const padding = byte === nul && this.#afterReturn && !this.isOn('remote', telnetOption.binary);
    this.#afterReturn = byte === cr;
    if (padding) return length;
    data[length] = byte;
    return length + 1;
  }

  #negotiate(option: number): void {
    const side = this.#command === telnet.will || this.#command === telnet.wont ? 'remote' : 'local';
    const on = this.#command === telnet.will || this.#command === telnet.do;
    const { answer, now } = this.#negotiation(side, option).hear(on);
    if (answer !== undefined) {
      this.#countAnswer();
      this.#say(side, option, answer);
    }
    if (now !== undefined) this.#end.onOption?.(side, option, now);
  }

  #say(side: OptionSide, option: number, on: boolean): void {
    const word = side === 'remote' ? (on ? telnet.do : telnet.dont) : on ? telnet.will : telnet.wont;
    this.#replies.push(telnet.iac, word, option);
  }

  #negotiation(side: OptionSide, option: number): OptionNegotiation {
    const key = `${side} ${String(option)}`;
    let found = this.#options.get(key);
    if (found === undefined) {
      found = new OptionNegotiation(this.#end[side].includes(option));
      this.#options.set(key, found);
    }
    return found;
  }

  #keep(byte: number): void {
    this.#bodyLength++;
    if (this.#bodyLength <= maxSubnegotiation) this.#body.push(byte);
    else if (this.#bodyLength > maxUnterminated) {
      throw protocolError('began a subnegotiation and did not end it');
    }
  }

  #onSubnegotiationIac(byte: number): void {
    if (byte === telnet.iac) {
      this.#state = 'subnegotiation';
      this.#keep(byte);
      return;
    }
    const { onSubnegotiation } = this.#end;
    this.#state = 'data';
    if (byte === telnet.se) {
      if (this.#bodyLength > maxSubnegotiation || onSubnegotiation === undefined) return;
      this.#countAnswer();
      onSubnegotiation(this.#option, Uint8Array.from(this.#body));
      return;
    }
    // Not ended, but something else begins: what was kept is worth nothing, the command counts.
    if (byte >= telnet.will) {
      this.#command = byte;
      this.#state = 'option';
    } else if (byte === telnet.sb) this.#state = 'subnegotiation-option';
  }

  #countAnswer(): void {
    this.#answers++;
    if (this.#answers > maxAnswers) throw protocolError('does not stop negotiating options');
  }
}

function protocolError(what: string): ShowrunError {
  return new ShowrunError('session.telnet-protocol', `The other end ${what}; it does not speak telnet.`, {
    hint: 'Check the port. A device that speaks SSH there needs the transport ssh.',
  });
}
