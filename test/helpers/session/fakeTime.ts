export { PlayedTime as FakeTime } from '../../../src/engine/platformTest/playedTime.ts';
