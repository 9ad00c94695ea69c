/** What talks to a client once it is logged in: a simulated command line, or a recorded one. */
export interface TerminalProgram {
  /** Prints what comes after the login, and the first prompt. */
  start(): void;
  /** Takes what the client typed, in any pieces. */
  input(text: string): void;
}
