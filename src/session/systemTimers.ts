import type { Timers } from '../api/ports.ts';

/** The event loop's timers. */
export const systemTimers: Timers = {
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};
