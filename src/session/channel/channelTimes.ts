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
  /** The same, where a message of the device explains why the prompt was shown again. */
  readonly redrawnMs: number;
  /** The learned prompt behind an output without a line end. */
  readonly gluedMs: number;
  /** The learned prompt with only log messages behind it. */
  readonly overwrittenMs: number;
  /** A prompt with the learned name and something behind that. */
  readonly relatedPromptMs: number;
  /** The shape of a prompt with another name: the name was changed, or the output only looks so. */
  readonly strangePromptMs: number;
  /** A question that nobody gave an answer for. */
  readonly questionMs: number;
}

/** What comes in one burst has gaps of a millisecond or less; the longer times are for what would be costly to get wrong. */
export const channelTimes: ChannelTimes = {
  settleMs: 2,
  doubtfulMs: 300,
  firstPromptMs: 10,
  noEchoMs: 400,
  redrawnMs: 3000,
  gluedMs: 300,
  overwrittenMs: 1000,
  relatedPromptMs: 300,
  strangePromptMs: 1500,
  questionMs: 1500,
};
