import { uptime } from 'node:os';
import { SteadyTime } from './steadyTime.ts';

/** The time of this machine, for everything that waits for devices. */
export const systemTime = new SteadyTime({
  now: () => Date.now(),
  monotonic: () => performance.now(),
  uptime: () => {
    try {
      return uptime() * 1_000;
    } catch {
      // some sandboxes do not tell; a stopped process is noticed all the same
      return performance.now();
    }
  },
  computed: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
  timers: {
    after(ms, action) {
      const timer = setTimeout(action, ms);
      return () => {
        clearTimeout(timer);
      };
    },
  },
  every(ms, action) {
    const timer = setInterval(action, ms);
    timer.unref();
    return () => {
      clearInterval(timer);
    };
  },
});
