import type { Logger } from '../../api/ports.ts';
import type { Answer, Prompter, Question } from '../../api/question.ts';

/** Puts a question to the prompter. A prompter that fails counts as a person who declined: nothing is guessed. */
export async function answerQuestion(
  prompter: Prompter,
  logger: Logger,
  question: Question,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    return await prompter.ask(question, signal);
  } catch (error) {
    if (!signal.aborted) {
      const reason = error instanceof Error ? error.message : String(error);
      const whom = question.kind === 'host-keys' ? `${question.entries.length} devices` : question.device;
      logger.warn(`The question (${question.kind}) for ${whom} was not answered: ${reason}`);
    }
    return declined(question);
  }
}

function declined({ kind }: Question): Answer {
  if (kind === 'host-key') return { kind, accept: false };
  if (kind === 'host-keys') return { kind, accept: [] };
  return kind === 'credential' ? { kind, secrets: undefined } : { kind, text: undefined };
}
