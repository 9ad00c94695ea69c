import type { Timers } from '../api/ports.ts';
import { systemTime } from './time/systemTime.ts';

/** The event loop's timers; those of an executor do not count time that the machine slept. */
export const systemTimers: Timers = systemTime;
