import * as vscode from 'vscode';
import type { RenderOptions } from '../../core/template/commandTemplate.ts';
import { asksOf, type PlanSource } from '../../engine/planning/preparePlan.ts';
import { nodeTemplateLoader } from '../../store/nodeTemplateLoader.ts';
import type { RunSource } from './runTarget.ts';

/**
 * What a template is rendered with besides the inventory: includes from its folder of the workspace, the block that is meant, and
 * the answers to its questions (`# @ask`). Each question is asked once: `answers` keeps them for the next folder. Undefined
 * where a question is left without an answer: nothing is sent then.
 */
export async function renderOptionsFor(
  source: RunSource,
  plan: PlanSource,
  folder: vscode.WorkspaceFolder,
  answers: Map<string, string>,
): Promise<RenderOptions | undefined> {
  if (source.kind === 'commands' || plan.kind === 'commands') return {};
  for (const { name, question } of asksOf(plan)) {
    if (answers.has(name)) continue;
    const answer = await vscode.window.showInputBox({
      title: vscode.l10n.t('Question of the template'),
      prompt: question,
      ignoreFocusOut: true,
    });
    if (answer === undefined) return undefined;
    answers.set(name, answer);
  }
  const root = folder.uri.fsPath;
  return {
    loader: nodeTemplateLoader(root, root),
    answers,
    ...(source.block === undefined ? {} : { block: source.block }),
  };
}
