import type { Diagnostic } from '../../api/diagnostic.ts';
import type { CompiledPlatform } from '../../core/platform/compiledPlatform.ts';
import type { RecordingSource } from '../../core/platform/recording/recording.ts';
import { judgeSession } from './judgeSession.ts';
import { chunksOf } from './playedDevice.ts';
import { playRecording, type PlayedSession } from './playRecording.ts';

/** How a platform did with a recording. */
export interface RecordingTest {
  readonly session: PlayedSession;
  /** What is not as the recording says; empty where everything is. */
  readonly findings: readonly Diagnostic[];
}

/** Sizes of the pieces that the device's bytes come in: nobody can tell how a network cuts them. */
const pieceSizes = [7, 1];

/**
 * Plays a recording against a platform through the code that real sessions go through, as a whole and in small pieces, and compares
 * with what the recording expects.
 */
export async function testRecording(
  platform: CompiledPlatform,
  source: RecordingSource,
): Promise<RecordingTest> {
  const session = await playRecording(platform, source.recording, chunksOf(4096));
  const findings = judgeSession(source, session);
  if (source.recording.platform !== platform.id) {
    findings.push({
      code: 'recording.other-platform',
      severity: 'warning',
      message: `The recording is of "${source.recording.platform}" and was played against "${platform.id}".`,
      at: source.positionOf(['platform']),
    });
  }
  for (const size of pieceSizes) {
    const inPieces = await playRecording(platform, source.recording, chunksOf(size));
    if (JSON.stringify(inPieces) === JSON.stringify(session)) continue;
    findings.push({
      code: 'recording.pieces',
      severity: 'error',
      message: `The result is another one when the bytes come in pieces of ${size}. A prompt or pager matches the beginning of something longer.`,
      at: source.positionOf([]),
    });
    break;
  }
  return { session, findings };
}
