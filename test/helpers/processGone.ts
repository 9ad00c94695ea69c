/** Whether there is a process of that number. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Resolves when the process, which is no child of this one, is gone; the test's own limit ends the waiting. */
export async function processGone(pid: number): Promise<void> {
  // The system tells nobody but the parent.
  while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 5));
}
