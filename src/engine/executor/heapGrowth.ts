import { setFlagsFromString } from 'node:v8';
import { sharedPages } from '../../store/outputs/outputPages.ts';
import type { OutputPages } from '../../store/outputs/outputPages.ts';

/** How much the heap may grow between two collections while long outputs come, in percent; V8's own choice is up to 300. */
const tightPercent = 70;

/**
 * Has V8 collect its garbage sooner while long outputs come. Buffers that outlive the nursery because a disk or a device is slow would
 * add up to 64 MB each time, and little of that goes back to the system. Not for short outputs, which would take 3 % more CPU.
 */
export class HeapGrowth {
  readonly #pages: OutputPages;
  readonly #setFlag: (flag: string) => void;
  #isTight = false;

  constructor(pages = sharedPages, setFlag = setFlagsFromString) {
    this.#pages = pages;
    this.#setFlag = setFlag;
    pages.whenMuch(() => {
      this.#set(true);
    });
  }

  /** Goes back to V8's own choice where nothing long came since it was called last. To be called every few seconds. */
  look(): void {
    if (this.#pages.isQuiet() && this.#isTight) this.#set(false);
  }

  #set(isTight: boolean): void {
    this.#isTight = isTight;
    this.#setFlag(`--heap-growing-percent=${isTight ? String(tightPercent) : '0'}`);
  }
}
