/** Bytes of a page. Each write costs the event loop as much as copying 100 kB, so that it is not smaller. */
export const pageBytes = 64 * 1024;

/** Pages that may be in use before writers have to wait for their own: 12 MB. */
const plenty = 192;
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

  /** True where so many are in use that nobody should fill a second one before the first is on disk. */
  get scarce(): boolean {
    return this.#taken > plenty;
  }

  /** An empty page; there is always one. */
  take(): Buffer {
    this.#taken += 1;
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
