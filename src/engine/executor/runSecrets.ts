import type { Answer, Prompter, Question } from '../../api/question.ts';
import type { Redactor } from '../../core/redact/redactor.ts';

/** A prompter that has every secret masked from the moment it is answered. */
export function learningPrompter(prompter: Prompter, redactor: Redactor): Prompter {
  return {
    ask: async (question, signal) => {
      const answer = await prompter.ask(question, signal);
      for (const secret of secretsIn(question, answer)) redactor.add(secret);
      return answer;
    },
  };
}

function secretsIn(question: Question, answer: Answer): (string | undefined)[] {
  if (answer.kind === 'credential') {
    const { password, enableSecret, keyPassphrase } = answer.secrets ?? {};
    return [password, enableSecret, keyPassphrase];
  }
  if (answer.kind === 'host-key' || answer.kind === 'host-keys') return [];
  return question.kind === 'prompt' && question.echo ? [] : [answer.text];
}
