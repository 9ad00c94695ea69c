// The executor on a machine that slept for eight hours, at SIGUSR2, as Linux tells it: the clock on the wall and the time since the
// start have jumped, the monotonic clock has not. It notices in tenths of seconds what takes seconds otherwise.
import './tellHolding.ts';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { PluginSessions } from '../../../src/engine/executor/pluginSessions.ts';
import { serveHost } from '../../../src/engine/executor/hostConnection.ts';
import { nodeRunFiles } from '../../../src/store/runFiles.ts';
import { systemClock } from '../../../src/store/systemClock.ts';

const now = Date.now.bind(Date);
const uptime = os.uptime.bind(os);
let shift = 0;
Date.now = () => now() + shift;
os.uptime = () => uptime() + shift / 1_000;
syncBuiltinESMExports();
process.on('SIGUSR2', () => {
  shift = 8 * 3_600_000;
});

serveHost(
  { sessions: new PluginSessions(), files: nodeRunFiles, clock: systemClock, version: '0.0.0-test' },
  { sleep: { beatMs: 100, limitMs: 1_500, probeMs: 2_000 } },
);
