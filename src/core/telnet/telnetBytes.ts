/** Bytes of the telnet protocol (RFC 854, 855). */
export const telnet = {
  se: 240,
  nop: 241,
  sb: 250,
  will: 251,
  wont: 252,
  do: 253,
  dont: 254,
  iac: 255,
} as const;

/** Below this, what follows IAC is no command of any RFC (lowest: EOF, 236, RFC 1184). */
export const lowestCommand = 236;

/** Options that are understood (RFC 856, 857, 858, 1091, 1073). */
export const telnetOption = {
  binary: 0,
  echo: 1,
  suppressGoAhead: 3,
  terminalType: 24,
  windowSize: 31,
} as const;

/** Sub-commands of the terminal type option (RFC 1091). */
export const terminalTypeIs = 0;
export const terminalTypeSend = 1;
