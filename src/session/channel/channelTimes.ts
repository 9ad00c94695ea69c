/** How long the channel waits before it believes what it sees, in milliseconds of silence. */
export interface ChannelTimes {
  /** A prompt with the learned name, a pager, a question that has an answer. */
  readonly settleMs: number;
  /** The same, in an output that has shown the prompt's text in its middle. */
  readonly doubtfulMs: number;
  /** The first prompt after login. */
  readonly firstPromptMs: number;
  /** A prompt without the echo of the command before it, on a device that echoes. */
  readonly noEchoMs: number;
  /** The learned prompt behind an output without a line end. */
  readonly gluedMs: number;
  /** The shape of a prompt with another name: the name was changed, or the output only looks so. */
  readonly strangePromptMs: number;
  /** A question that nobody gave an answer for. */
  readonly questionMs: number;
}

/** Measured against devices' pauses: output comes in bursts with gaps of a few milliseconds within one packet train. */
export const channelTimes: ChannelTimes = {
  settleMs: 10,
  doubtfulMs: 300,
  firstPromptMs: 80,
  noEchoMs: 400,
  gluedMs: 300,
  strangePromptMs: 1500,
  questionMs: 1500,
};
