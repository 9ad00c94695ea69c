import type { SourcePosition } from '../../api/diagnostic.ts';
import type {
  FailureKind,
  PlatformCommit,
  PlatformDefinition,
  PlatformDetect,
  PlatformMessage,
  PlatformMode,
  PlatformMove,
  PlatformQuestion,
} from '../../api/platform.ts';

/** The lists that `add` can extend; without it a list of the file replaces the inherited one. */
export interface PlatformLists {
  readonly login?: readonly PlatformQuestion[];
  readonly failures?: readonly { readonly pattern: string; readonly kind?: FailureKind }[];
  readonly noise?: readonly string[];
  readonly secrets?: readonly string[];
  readonly dangerous?: readonly {
    readonly pattern?: string;
    readonly command?: string;
    readonly reason: string;
  }[];
  readonly questions?: readonly string[];
  readonly messages?: readonly PlatformMessage[];
}

/** `commit` as it is written. */
export interface PlatformCommitFile extends Omit<PlatformCommit, 'expect' | 'done' | 'discard'> {
  readonly expect?: PlatformCommit['expect'];
  readonly done?: PlatformCommit['done'];
  readonly discard?: { readonly send: string; readonly expect?: readonly PlatformQuestion[] };
}

/** A platform file as it is written, once the schema has accepted it. */
export interface PlatformFile extends PlatformLists {
  readonly id: string;
  readonly title: string;
  readonly vendor?: string;
  readonly extends?: string;
  readonly aliases?: readonly string[];
  readonly modes?: Readonly<Record<string, PlatformMode>>;
  readonly moves?: readonly PlatformMove[];
  readonly commandModes?: PlatformDefinition['commandModes'];
  readonly paging?: Partial<PlatformDefinition['paging']>;
  /** Null: there is none, also where the parent has one. */
  readonly commands?: { readonly [Name in keyof PlatformDefinition['commands']]: string | null };
  /** Null: every line is applied at once, also where the parent collects changes. */
  readonly commit?: PlatformCommitFile | null;
  readonly detect?: Partial<PlatformDetect>;
  readonly commandStart?: string;
  readonly configuration?: Partial<PlatformDefinition['configuration']>;
  readonly lineEnd?: PlatformDefinition['lineEnd'];
  readonly terminal?: PlatformDefinition['terminal'];
  readonly parallel?: PlatformDefinition['parallel'];
  readonly sshLegacy?: boolean;
  readonly interrupt?: string;
  readonly logout?: string;
  readonly add?: PlatformLists;
}

/** A path into a file: keys and list indexes. */
export type FilePath = readonly (string | number)[];

/** A platform file with the places of what it says. */
export interface PlatformSource {
  readonly file: PlatformFile;
  /** Where a key or value stands; the nearest place above it that exists. */
  readonly positionOf: (path: FilePath) => SourcePosition;
}
