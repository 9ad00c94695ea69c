/** A piece of a file. */
export interface FilePart {
  readonly path: string;
  /** Replaces what was there; its folder is made where it is missing. Other pieces are appended. */
  readonly first: boolean;
  readonly length: number;
}

/**
 * Pieces that are written together, one after another; their bytes stand one behind the other at the beginning of `bytes`, which goes
 * to the thread and comes back: made anew for each batch, they would stay with the thread until it collects its garbage.
 */
export interface PartBatch {
  readonly parts: readonly FilePart[];
  readonly bytes: ArrayBuffer;
}

/** The answer to a batch. */
export interface PartsWritten {
  readonly faults: readonly PartFault[];
  readonly bytes: ArrayBuffer;
}

/** What could not be written: the index of the piece and the system's error. */
export interface PartFault {
  readonly index: number;
  readonly code: string | undefined;
  readonly message: string;
}
