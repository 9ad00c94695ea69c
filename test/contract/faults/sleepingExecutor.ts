// The executor on a machine that slept for eight hours, at SIGUSR2: both clocks have jumped when it goes on.
import { PluginSessions } from '../../../src/engine/executor/pluginSessions.ts';
import { serveHost } from '../../../src/engine/executor/hostConnection.ts';
import { nodeRunFiles } from '../../../src/store/runFiles.ts';
import { systemClock } from '../../../src/store/systemClock.ts';

const now = Date.now.bind(Date);
const monotonic = performance.now.bind(performance);
let shift = 0;
Date.now = () => now() + shift;
performance.now = () => monotonic() + shift;
process.on('SIGUSR2', () => {
  shift = 8 * 3_600_000;
});

serveHost({ sessions: new PluginSessions(), files: nodeRunFiles, clock: systemClock, version: '0.0.0-test' });
