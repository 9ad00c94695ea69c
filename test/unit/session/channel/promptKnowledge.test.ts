import assert from 'node:assert/strict';
import { PromptKnowledge } from '../../../../src/session/channel/promptKnowledge.ts';

const prompt = (host: string | undefined, text: string, mode = 'exec') => ({
  mode,
  text,
  lines: 1,
  ...(host === undefined ? {} : { host }),
});

describe('PromptKnowledge', () => {
  it('knows nothing at first', () => {
    assert.equal(new PromptKnowledge().judge(prompt('sw1', 'sw1>')), 'first');
  });

  it('knows the host in every mode', () => {
    const knowledge = new PromptKnowledge();
    knowledge.learn(prompt('sw1', 'sw1>'));
    assert.equal(knowledge.judge(prompt('sw1', 'sw1(config)#', 'configuration')), 'known');
    assert.equal(knowledge.judge(prompt('sw10', 'sw10#')), 'strange');
  });

  it('knows a name that was cut, and does not forget the whole one', () => {
    const knowledge = new PromptKnowledge();
    knowledge.learn(prompt('a-very-long-host-name', 'a-very-long-host-name#'));
    const cut = prompt('a-very-long-ho', 'a-very-long-ho(config)#', 'configuration');
    assert.equal(knowledge.judge(cut), 'known');
    knowledge.learn(cut);
    assert.equal(knowledge.judge(prompt('a-very-long-host-name', 'a-very-long-host-name#')), 'known');
    assert.equal(knowledge.judge(prompt('a-very', 'a-very#')), 'strange');
  });

  it('takes a new name over once it was believed', () => {
    const knowledge = new PromptKnowledge();
    knowledge.learn(prompt('old', 'old#'));
    knowledge.learn(prompt('new', 'new#'));
    assert.equal(knowledge.judge(prompt('old', 'old#')), 'strange');
  });

  it('takes the name with something behind it for related, and knows it once it was believed', () => {
    const knowledge = new PromptKnowledge();
    knowledge.learn(prompt('fw1', 'fw1#'));
    assert.equal(knowledge.judge(prompt('fw1/ctx', 'fw1/ctx#')), 'related');
    assert.equal(knowledge.judge(prompt('fw10', 'fw10#')), 'strange');
    knowledge.learn(prompt('fw1/ctx', 'fw1/ctx#'));
    assert.equal(knowledge.judge(prompt('fw1', 'fw1#')), 'known');
    assert.equal(knowledge.judge(prompt('fw1/other', 'fw1/other#')), 'related');
    knowledge.learn(prompt('fw1', 'fw1#'));
    assert.equal(knowledge.judge(prompt('fw1/ctx', 'fw1/ctx#')), 'known');
    knowledge.learn(prompt('core', 'core#'));
    assert.equal(knowledge.judge(prompt('fw1/ctx', 'fw1/ctx#')), 'strange');
  });

  it('knows the configuration views of VRP and Comware', () => {
    const knowledge = new PromptKnowledge();
    knowledge.learn(prompt('sw1', '<sw1>'));
    assert.equal(knowledge.judge(prompt('sw1-Vlanif10', '[*sw1-Vlanif10]')), 'known');
    assert.equal(knowledge.judge(prompt('sw2-Vlanif10', '[sw2-Vlanif10]')), 'strange');
  });

  it('knows prompts without a name by their text', () => {
    const knowledge = new PromptKnowledge();
    knowledge.learn(prompt('sw1', 'sw1#'));
    assert.equal(knowledge.judge(prompt(undefined, '+>', 'tclsh')), 'strange');
    knowledge.learn(prompt(undefined, '+>', 'tclsh'));
    knowledge.learn(prompt('sw1', 'sw1#'));
    assert.equal(knowledge.judge(prompt(undefined, '+>', 'tclsh')), 'known');
  });
});
