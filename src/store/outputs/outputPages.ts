/** Bytes of a page. Each write costs the event loop as much as copying 100 kB, so that it is not smaller. */
const pageBytes = 64 * 1024;

/** Pages that may be in use before writers have to wait for their own: 12 MB. */
const plenty = 192;
/** Pages that make a run one of long outputs: 8 MB. */
const much = 128;
/** Free pages that are kept for the next output; what is more goes back to the system. */
const spare = 64;

/**
 * The pages in which outputs wait for the disk, used again and again. Text and buffers that are made anew for every write outlive
 * the young generation while the disk is busy; a gigabyte of them is only collected now and then, and leaves a hundred
 * megabytes behind that the system does not get back.
 */
export class OutputPages {
  readonly #free: Buffer[] = [];
  #taken = 0;
  /** Pages that were taken since it was last quiet, and how many of them had been when somebody asked. */
  #lately = 0;
  #known = 0;
  #onMuch: () => void = () => undefined;

  /** True where so many are in use that nobody should fill a second one before the first is on disk. */
  get scarce(): boolean {
    return this.#taken > plenty;
  }

  /** Calls `listener` when long outputs begin to come, and again after `isQuiet` was true. */
  whenMuch(listener: () => void): void {
    this.#onMuch = listener;
  }

  /** True where no page was taken since the last call. */
  isQuiet(): boolean {
    const isQuiet = this.#lately === this.#known;
    if (isQuiet) this.#lately = 0;
    this.#known = this.#lately;
    return isQuiet;
  }

  /** An empty page; there is always one. */
  take(): Buffer {
    this.#taken += 1;
    this.#lately += 1;
    if (this.#lately === much) this.#onMuch();
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(pageBytes);
  }

  /** Gives a page back; nobody may still read it. */
  give(page: Buffer): void {
    this.#taken -= 1;
    if (this.#free.length < spare) this.#free.push(page);
  }

  /** Does without a page that somebody may still read. */
  drop(): void {
    this.#taken -= 1;
  }
}

/** Those of this process. */
export const sharedPages = new OutputPages();
