// The executor with a clock that somebody sets back by an hour: at SIGUSR2. The monotonic clock goes on, as it does then.
import './tellHolding.ts';
import { PluginSessions } from '../../../src/engine/executor/pluginSessions.ts';
import { serveHost } from '../../../src/engine/executor/hostConnection.ts';
import { nodeRunFiles } from '../../../src/store/runFiles.ts';
import { systemClock } from '../../../src/store/systemClock.ts';

const now = Date.now.bind(Date);
let shift = 0;
Date.now = () => now() + shift;
process.on('SIGUSR2', () => {
  shift = -3_600_000;
});

serveHost({ sessions: new PluginSessions(), files: nodeRunFiles, clock: systemClock, version: '0.0.0-test' });
