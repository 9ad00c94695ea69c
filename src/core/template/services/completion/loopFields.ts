/** What `loop` has, with what it means. */
export const loopFields: readonly (readonly [name: string, meaning: string])[] = [
  ['index', 'The number of this round, from 1.'],
  ['index0', 'The number of this round, from 0.'],
  ['revindex', 'How many rounds are left, this one included.'],
  ['revindex0', 'How many rounds are left behind this one.'],
  ['first', 'True in the first round.'],
  ['last', 'True in the last round.'],
  ['length', 'How many rounds there are.'],
  ['previtem', 'The item of the round before; not defined in the first.'],
  ['nextitem', 'The item of the next round; not defined in the last.'],
  ['cycle', 'loop.cycle("a", "b") takes its values in turn.'],
  ['changed', 'loop.changed(value) is true where the value differs from that of the round before.'],
];
