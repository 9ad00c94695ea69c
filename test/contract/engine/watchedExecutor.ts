// The fake executor with a watchdog that has little patience.
import { serveHost } from '../../../src/engine/executor/hostConnection.ts';
import { nodeRunFiles } from '../../../src/store/runFiles.ts';
import { systemClock } from '../../../src/store/systemClock.ts';
import { FakeSessions } from '../../unit/engine/fakeSessions.ts';

const watchdog = { noticeMs: 600, endMs: 2_400 };
serveHost(
  { sessions: new FakeSessions(), files: nodeRunFiles, clock: systemClock, version: '1.2.3' },
  { watchdog },
);
