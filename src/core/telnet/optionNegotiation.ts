/** Which end of the connection has the option: `remote` is answered with DO and DONT, `local` with WILL and WONT. */
export type OptionSide = 'remote' | 'local';

type State = 'no' | 'yes' | 'want-no' | 'want-no-opposite' | 'want-yes' | 'want-yes-opposite';

/** What a received word about an option leads to. */
export interface OptionChange {
  /** What to answer: the option is to be on, or off; nothing where no answer is due. */
  readonly answer?: boolean;
  /** Set where the option went on or off. */
  readonly now?: boolean;
}

/**
 * The states of one option on one side, by the Q method of RFC 1143, section 7: two ends that both keep to it cannot go
 * round in circles. What is unwanted is refused once until the peer has confirmed that: repeating a refusal would only keep
 * a broken peer talking.
 */
export class OptionNegotiation {
  readonly #wanted: boolean;
  #state: State = 'no';
  #refused = false;

  /** @param wanted whether the peer may switch it on */
  constructor(wanted: boolean) {
    this.#wanted = wanted;
  }

  /** True while both ends have agreed to it. */
  get on(): boolean {
    return this.#state === 'yes';
  }

  /** The peer says WILL or DO (`on`), or WONT or DONT. */
  hear(on: boolean): OptionChange {
    return on ? this.#hearOn() : this.#hearOff();
  }

  /** We want it on or off. Gives what to send, if anything. */
  ask(on: boolean): boolean | undefined {
    const from = this.#state;
    if (on) {
      if (from === 'no') this.#state = 'want-yes';
      else if (from === 'want-no') this.#state = 'want-no-opposite';
      else if (from === 'want-yes-opposite') this.#state = 'want-yes';
      return from === 'no' ? true : undefined;
    }
    if (from === 'yes') this.#state = 'want-no';
    else if (from === 'want-yes') this.#state = 'want-yes-opposite';
    else if (from === 'want-no-opposite') this.#state = 'want-no';
    return from === 'yes' ? false : undefined;
  }

  #hearOn(): OptionChange {
    switch (this.#state) {
      case 'no':
        if (this.#wanted) {
          this.#state = 'yes';
          return { answer: true, now: true };
        }
        if (this.#refused) return {};
        this.#refused = true;
        return { answer: false };
      case 'yes':
        return {};
      case 'want-no':
        // An error of the peer: it answers DONT with WILL. Off, says the RFC.
        this.#state = 'no';
        return { now: false };
      case 'want-no-opposite':
        this.#state = 'yes';
        return {};
      case 'want-yes':
        this.#state = 'yes';
        return { now: true };
      case 'want-yes-opposite':
        this.#state = 'want-no';
        return { answer: false };
    }
  }

  #hearOff(): OptionChange {
    switch (this.#state) {
      case 'no':
        this.#refused = false;
        return {};
      case 'yes':
        this.#state = 'no';
        return { answer: false, now: false };
      case 'want-no':
        this.#state = 'no';
        return { now: false };
      case 'want-no-opposite':
        this.#state = 'want-yes';
        return { answer: true, now: false };
      case 'want-yes':
      case 'want-yes-opposite':
        this.#state = 'no';
        return {};
    }
  }
}
