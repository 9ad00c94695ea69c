/** How a command failed, in the device's own terms. */
export type FailureKind = 'rejected' | 'ambiguous' | 'incomplete' | 'authorisation' | 'error';

/** Patterns are sources of JavaScript regular expressions, compiled with the `u` flag off and linear on any input. */
export interface PlatformMode {
  /**
   * Matched against the last line(s) of the stream, anchored by the loader (`^(?:…)$`). A group `(?<host>…)` marks the part
   * that is learned at login and required afterwards.
   */
  readonly prompts: readonly string[];
}

/** What a session answers by itself. `secret` values come from the credential and are never echoed into a file. */
export type PlatformAnswer =
  | { readonly text: string }
  /** A one-time code is asked of a person, each time. */
  | { readonly secret: 'password' | 'enable-secret' | 'username' | 'one-time-code' }
  /** A key without a line end, for pagers and "press any key". */
  | { readonly key: string };

export interface PlatformQuestion {
  /** Matched against the last, unfinished line. */
  readonly pattern: string;
  readonly answer: PlatformAnswer;
  /** What the user must be told whenever this was answered, for example that uncommitted changes were left behind. */
  readonly note?: string;
}

/** A line that logging writes to the terminal, whatever is being shown there. */
export interface PlatformMessage {
  /** A text that every such line has: lines without it are not looked at. */
  readonly mark: string;
  /** Matched at the beginning of a line. */
  readonly pattern: string;
  /** True where the pattern is unmistakable in the middle of a line too, which the message has cut in two then. */
  readonly inside?: boolean;
  /** Lines directly behind that belong to it. */
  readonly then?: string;
}

export interface PlatformMove {
  readonly from: string;
  readonly to: string;
  readonly send: string;
  /** Questions on the way, such as the enable password. */
  readonly expect?: readonly PlatformQuestion[];
  /** Device text that says the move was refused. */
  readonly refused?: readonly string[];
}

/**
 * How changes become active on a platform that collects them first (a candidate configuration). A platform without it
 * applies every line at once.
 */
export interface PlatformCommit {
  /** Lines that make the changes active, from their beginning. A check that activates nothing must not match. */
  readonly pattern: string;
  /** Matched against the prompt: changes are collected only where it matches. Everywhere in configuration mode where absent. */
  readonly where?: string;
  /** Matched against the prompt: it shows that there are changes. Where absent, the accepted lines are counted. */
  readonly pending?: string;
  /** Questions of the commit with answers that do not go through with it: whoever wants to writes an `@expect`. */
  readonly expect: readonly PlatformQuestion[];
  /** One of these has to be in the output of a commit, or it has failed. Nothing is required where it is empty. */
  readonly done: readonly string[];
  /** Shows, in configuration mode, why the last commit failed. */
  readonly reason?: string;
  /** Throws the changes of this session away, and nobody else's. */
  readonly discard?: { readonly send: string; readonly expect: readonly PlatformQuestion[] };
  /** Where nothing may throw them away: what becomes of them, for the user. */
  readonly kept?: string;
}

/** How a device of a platform is recognised, together with its prompts. */
export interface PlatformDetect {
  /** Matched against the SSH identification behind `SSH-2.0-`. They speak for the platform but prove nothing. */
  readonly identification: readonly string[];
  /** Identifications that nobody else has: nothing has to be asked. */
  readonly sure: readonly string[];
  /** Matched against what the device says at the login, its prompt included. They speak for the platform but prove nothing. */
  readonly banner: readonly string[];
  /** A harmless command; `show version` unless the file says otherwise. */
  readonly command: string;
  /** One of these in the output of any such command proves the platform. */
  readonly output: readonly string[];
  /** One of these disproves it. */
  readonly not: readonly string[];
}

/** The description of a network operating system's CLI, after `extends` has been resolved. */
export interface PlatformDefinition {
  readonly id: string;
  readonly title: string;
  readonly vendor?: string;
  /** Other names accepted in inventories (netmiko's `_ssh`, `_telnet` suffixes are understood for all). */
  readonly aliases: readonly string[];
  readonly modes: Readonly<Record<string, PlatformMode>>;
  readonly moves: readonly PlatformMove[];
  /** The mode that `exec`, `enable` and `config` commands of a template are sent in. */
  readonly commandModes: { readonly exec: string; readonly enable?: string; readonly config?: string };
  /** Questions between login and the first prompt. */
  readonly login: readonly PlatformQuestion[];
  readonly paging: {
    /** Sent once after login, in order; `mode` names the mode a line needs. A refusal of one of them is not an error. */
    readonly off: readonly { readonly send: string; readonly mode?: string }[];
    /** True where the lines of `off` may be sent without waiting for the answer to each, as somebody does who pastes them. */
    readonly pipelined?: boolean;
    readonly pagers: readonly { readonly pattern: string; readonly key: string }[];
  };
  readonly failures: readonly { readonly pattern: string; readonly kind: FailureKind }[];
  readonly commands: { readonly runningConfig?: string; readonly save?: string; readonly version?: string };
  readonly commit?: PlatformCommit;
  /** Absent where a device of the platform cannot be told by what it says. */
  readonly detect?: PlatformDetect;
  /** Lines that change on every collection and are left out of diffs; whole lines, or the part in the first group. */
  readonly noise: readonly string[];
  /** The first group is what gets masked. */
  readonly secrets: readonly string[];
  /** Commands that can hurt, with why. Matched case-insensitively wherever `commandStart` says that a command begins. */
  readonly dangerous: readonly { readonly pattern: string; readonly reason: string }[];
  /**
   * What may stand in front of a command that would be executed: `do ` in a configuration mode, `;` or `sudo ` in a shell.
   * The start of the line always counts.
   */
  readonly commandStart?: string;
  /** Further texts that ask a person something, beside the ones known of all platforms. They are never answered. */
  readonly questions: readonly string[];
  /** What logging writes between other things; a session keeps it apart from outputs. */
  readonly messages: readonly PlatformMessage[];
  /** For hierarchical configuration diffs. */
  readonly configuration: { readonly comment: string; readonly style: 'indent' | 'braces' | 'flat' };
  /** What ends a sent line. */
  readonly lineEnd: '\n' | '\r' | '\r\n';
  readonly terminal: { readonly width: number; readonly height: number };
  /** How many sessions of one user a device bears at the same time, for the lines of a `@parallel` block; one where absent. */
  readonly parallel?: { readonly sessions: number };
  /** Whether old SSH algorithms are allowed for devices of which the inventory says nothing; see `DeviceAddress.sshLegacy`. */
  readonly sshLegacy?: boolean;
  /**
   * The key that takes back a command which asks something, where it is known to be harmless (Ctrl-C). Where it is absent,
   * a session that was asked something is closed.
   */
  readonly interrupt?: string;
  /** Sent when a session is closed; the connection is closed in any case. */
  readonly logout?: string;
}
