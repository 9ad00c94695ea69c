/** How devices can be reached: the transports that sessions have. */
export const transports = ['ssh', 'telnet', 'openssh'] as const;

/** Id of a transport. */
export type TransportId = (typeof transports)[number];
