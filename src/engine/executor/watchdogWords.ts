/** What every line of the watchdog begins with, so that the host can tell it from other words on standard error. */
export const watchdogPrefix = 'watchdog: ';
