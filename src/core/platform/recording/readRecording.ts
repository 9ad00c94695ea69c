import type { Diagnostic } from '../../../api/diagnostic.ts';
import type { FileCodes } from '../findings.ts';
import { schemaFaults } from '../schemaCheck.ts';
import { readYaml } from '../yamlFile.ts';
import type { Recording, RecordingSource } from './recording.ts';
import { recordingSchema } from './recordingSchema.ts';

const codes: FileCodes = {
  syntax: 'recording.yaml-syntax',
  schema: 'recording.schema',
  tooLarge: 'recording.file-too-large',
};

/** A recording from the bytes of its file, or what is wrong with it. Never throws. */
export function readRecording(
  file: string,
  bytes: Uint8Array,
): RecordingSource | { readonly faults: Diagnostic[] } {
  const read = readYaml(file, bytes, codes);
  if ('faults' in read) return read;
  const faults = schemaFaults(recordingSchema, read, codes.schema);
  if (faults.length > 0) return { faults };
  return { recording: read.value as Recording, positionOf: read.positionOf };
}
