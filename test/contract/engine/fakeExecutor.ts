// The executor process with sessions that need no devices: forked by the tests in place of dist/executor.js.
import { serveHost } from '../../../src/engine/executor/hostConnection.ts';
import { nodeRunFiles } from '../../../src/store/runFiles.ts';
import { systemClock } from '../../../src/store/systemClock.ts';
import { FakeSessions } from '../../unit/engine/fakeSessions.ts';

serveHost({ sessions: new FakeSessions(), files: nodeRunFiles, clock: systemClock, version: '0.0.0-test' });
