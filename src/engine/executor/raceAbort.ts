/**
 * Waits for `work`, but not after `signal` has been aborted: rejects with its reason then, whatever `work` does.
 * The outcome of work that was left alone goes to `late`, so that nothing it opened stays open.
 */
export function raceAbort<T>(work: Promise<T>, signal: AbortSignal, late?: (value: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let isLeftAlone = false;
    const stop = (): void => {
      isLeftAlone = true;
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    work
      .finally(() => {
        signal.removeEventListener('abort', stop);
      })
      .then((value) => {
        // not by the signal: an abort between the two steps has told nobody, and the value has an owner
        if (isLeftAlone) late?.(value);
        else resolve(value);
      }, reject);
  });
}
