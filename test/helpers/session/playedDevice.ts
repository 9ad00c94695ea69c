export {
  chunksOf,
  PlayedDevice,
  type Chunking,
  type PlayedStep,
} from '../../../src/engine/platformTest/playedDevice.ts';
