import assert from 'node:assert/strict';
import { Detection } from '../../src/core/platform/detect/detection.ts';
import { builtInPlugins } from '../helpers/session/builtInPlatforms.ts';
import { oxidizedFiles, skipWithoutCorpora } from './oxidized/corporaFolder.ts';
import { readSimulation, type Simulation } from './oxidized/simulation.ts';

/** What a terminal would show: no sequences, no carriage returns. */
function plain(text: string): string {
  return text.replaceAll(/\x1b(?:\[[\d;?]*[A-Za-z]|[=>])/g, '').replaceAll('\r', '');
}

function replyOf(simulation: Simulation, command: string): string {
  const step = simulation.steps.find(({ send }) => send.trim() === command);
  return step === undefined ? '% Invalid input' : plain(step.reply);
}

describe('detection with the recordings of others (Oxidized)', () => {
  const known = new Set<string>();

  before(function () {
    skipWithoutCorpora(this);
  });

  for (const { model, path, name } of oxidizedFiles('simulation.yaml')) {
    it(`${name} is taken for no other platform`, async () => {
      const { platforms } = await builtInPlugins();
      const simulation = readSimulation(path);
      const greeting = plain(simulation.greeting ?? '');
      const detection = new Detection(platforms.detectable(), { login: greeting, tail: greeting });
      let step = detection.next();
      for (; step.kind === 'ask'; step = detection.next())
        detection.answered(step.command, replyOf(simulation, step.command));
      if (step.kind === 'known') assert.equal(step.platform, platforms.resolve(model));
      if (step.kind === 'known') known.add(model);
    });
  }

  it('knows those that answered to a command that it asks', () => {
    const answered = ['aoscx', 'arubainstant', 'fsos', 'garderos', 'junos', 'nxos', 'tnsr', 'vyos'];
    const there = new Set(oxidizedFiles('simulation.yaml').map(({ model }) => model));
    assert.deepEqual(
      answered.filter((model) => there.has(model) && !known.has(model)),
      [],
    );
  });
});
