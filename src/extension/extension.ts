import * as vscode from 'vscode';
import { Redactor } from '../core/redact/redactor.ts';
import { createExports } from './api/createApi.ts';
import type { ShowrunExports } from './api/extensionApi.ts';
import { CommandRegistrar } from './common/commandRegistrar.ts';
import { ErrorReporter } from './common/errorReporter.ts';
import type { Feature } from './common/feature.ts';
import { CredentialStore } from './credentials/credentialStore.ts';
import { CredentialsFeature } from './credentials/credentialsFeature.ts';
import { EditorPrompter } from './credentials/editorPrompter.ts';
import { RunSecrets } from './credentials/runSecrets.ts';
import { DeviceFilter } from './devices/deviceFilter.ts';
import { DevicesFeature } from './devices/devicesFeature.ts';
import { GroupingChoice } from './devices/groupingChoice.ts';
import { LastResults } from './devices/lastResults.ts';
import { TickedDevices } from './devices/tickedDevices.ts';
import { DiagnosticsFeature } from './diagnostics/diagnosticsFeature.ts';
import { DiffFeature } from './diff/diffFeature.ts';
import { HostKeyQuestions } from './hostKeys/hostKeyQuestions.ts';
import { DemoLab } from './lab/demoLab.ts';
import { LabFeature } from './lab/labFeature.ts';
import { LanguageFeature } from './language/languageFeature.ts';
import { LiveFeature } from './live/liveFeature.ts';
import { SiteBreakers } from './live/siteBreakers.ts';
import { EditorLog } from './log/editorLog.ts';
import { PlatformFilesFeature } from './platforms/platformFilesFeature.ts';
import { ResultsFeature } from './results/resultsFeature.ts';
import { LiveRuns } from './run/liveRuns.ts';
import { PlanDocuments } from './run/planDocuments.ts';
import { RunFeature } from './run/runFeature.ts';
import { Runner } from './run/runner.ts';
import { Rerunner } from './runs/rerunner.ts';
import { Resumer } from './runs/resumer.ts';
import { RunLibrary } from './runs/runLibrary.ts';
import { RunsFeature } from './runs/runsFeature.ts';
import { SampleFeature } from './sample/sampleFeature.ts';
import { TemplateLibrary } from './templates/templateLibrary.ts';
import { TemplatesFeature } from './templates/templatesFeature.ts';
import { Inventories } from './workspace/inventories.ts';

let shutDown: (() => Promise<void>) | undefined;

/** Called by the editor when a view, command, language or output of ours is used for the first time. */
export function activate(context: vscode.ExtensionContext): ShowrunExports {
  const started = performance.now();
  const redactor = new Redactor();
  const log = new EditorLog(redactor);
  context.subscriptions.push(log);
  try {
    const { inventories, library } = compose(context, redactor, log);
    const milliseconds = performance.now() - started;
    log.debug(`Activated in ${milliseconds.toFixed(1)} ms`);
    return createExports(inventories, library, milliseconds);
  } catch (error) {
    // The editor itself says nothing when an activation fails.
    log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    void vscode.window.showErrorMessage(vscode.l10n.t('Showrun could not start; its log says why.'));
    throw error;
  }
}

/** Called when the window closes: ends runs and the executor. */
export async function deactivate(): Promise<void> {
  await shutDown?.();
}

/** Makes the services and registers the features. Nothing here waits, reads or connects. */
function compose(
  context: vscode.ExtensionContext,
  redactor: Redactor,
  log: EditorLog,
): { inventories: Inventories; library: RunLibrary } {
  const { extensionPath, workspaceState, globalStorageUri } = context;
  const errors = new ErrorReporter(log);
  const registrar = new CommandRegistrar(errors);
  const inventories = new Inventories(extensionPath, log, (error) => errors.report(error));
  const templates = new TemplateLibrary();
  const library = new RunLibrary();
  const lab = new DemoLab(extensionPath, globalStorageUri, log);
  const credentials = new CredentialStore(context.secrets);
  const runSecrets = new RunSecrets();
  const prompter = new EditorPrompter({
    store: credentials,
    runSecrets,
    hostKeys: new HostKeyQuestions(),
    redactor,
    labSecrets: (credential) => lab.secretsFor(credential),
  });
  const live = new LiveRuns({ extensionPath, prompter, logger: log, inventories });
  context.subscriptions.push(live.onDidFinish(({ folder, record }) => library.keep(folder, record)));
  const lastResults = new LastResults(library, live);
  const siteBreakers = new SiteBreakers(live);
  const ticked = new TickedDevices(workspaceState, inventories);
  const filter = new DeviceFilter(workspaceState);
  const grouping = new GroupingChoice(workspaceState, inventories);
  const plans = new PlanDocuments();
  const credentialsFeature = new CredentialsFeature(credentials, runSecrets, inventories, registrar);
  const rerunner: Rerunner = new Rerunner(inventories, () => runner);
  const resumer = new Resumer(library, inventories, () => runner);
  const runs = new RunsFeature({ library, live, inventories, plans, rerunner, resumer, registrar });
  const runner: Runner = new Runner({
    live,
    plans,
    errors,
    storage: globalStorageUri,
    adjust: (plan, options) => lab.adjust(plan, options),
    offerToRemember: (record) => credentialsFeature.afterRun(record, live.list().length === 0),
    show: (folder, runId) => runs.reveal(folder, runId),
    resume: (folder, record) => resumer.resume(folder, record),
    retry: (folder, record) => rerunner.rerun(folder, record, 'not-ok'),
  });
  context.subscriptions.push(inventories, templates, library, live, lastResults, siteBreakers);
  context.subscriptions.push(ticked, filter, grouping);
  context.subscriptions.push(registrar.register('showLog', () => log.show()));
  const features: readonly Feature[] = [
    new DevicesFeature(
      { inventories, filter, ticked, grouping, lastResults, siteBreakers },
      registrar,
      errors,
    ),
    new TemplatesFeature(templates, registrar),
    runs,
    new RunFeature({
      registrar,
      inventories,
      ticked,
      filter,
      templates,
      live,
      plans,
      runner,
      state: workspaceState,
    }),
    new LiveFeature(live, registrar),
    new ResultsFeature(),
    new DiffFeature(library, inventories, registrar),
    credentialsFeature,
    new LabFeature(lab, inventories, registrar),
    new SampleFeature(registrar),
    new DiagnosticsFeature(inventories),
    new PlatformFilesFeature(inventories),
    new LanguageFeature(
      { inventories, ticked, templates, library, live, lastResults, logger: log },
      registrar,
    ),
  ];
  for (const feature of features) feature.register(context);
  shutDown = () => live.shutDown();
  return { inventories, library };
}
