/** Variables that would make the child do something else: wait for a debugger, or load somebody's code first. */
const unwanted = /^(?:NODE_OPTIONS|VSCODE_INSPECTOR_OPTIONS|ELECTRON_NO_ATTACH_CONSOLE)$/i;

/**
 * The environment of the executor: the host's own, without Showrun's settings and secrets (`SHOWRUN_…`), which travel by
 * message only. In Electron the child is told to be plain Node.
 */
export function executorEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) => !/^SHOWRUN_/i.test(name) && !unwanted.test(name),
  );
  return { ...Object.fromEntries(kept), ELECTRON_RUN_AS_NODE: '1' };
}
