import type { VariableValue } from '../../api/device.ts';
import type { SourcePosition } from '../../api/diagnostic.ts';
import type { KnownField } from './knownFields.ts';

/** A value as a file gives it, with its place. */
export interface RawValue {
  readonly value: VariableValue;
  readonly at: SourcePosition;
}

/** A device as a file declares it, after inheritance and before its values are checked. */
export interface RawDevice {
  readonly at: SourcePosition;
  readonly fields: ReadonlyMap<KnownField, RawValue>;
  readonly variables: ReadonlyMap<string, RawValue>;
}
