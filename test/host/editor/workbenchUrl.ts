/** What the editor in the browser opens and loads. All paths are absolute. */
export interface WorkbenchOptions {
  readonly folder?: string;
  /** A `.code-workspace` file, opened in place of the folder. */
  readonly workspaceFile?: string;
  /** An extension that is loaded from its folder. */
  readonly developmentPath?: string;
  /** A module with `run()` that is called in the extension host. */
  readonly testsPath?: string;
}

/** The address of the editor on a VS Code server, with the folder to open and what to load for development. */
export function workbenchUrl(authority: string, options: WorkbenchOptions): string {
  const url = new URL(`http://${authority}/`);
  if (options.workspaceFile !== undefined)
    url.searchParams.set('workspace', forwardSlashes(options.workspaceFile));
  else if (options.folder !== undefined) url.searchParams.set('folder', forwardSlashes(options.folder));
  const payload: [string, string][] = [];
  const remote = (path: string) => `vscode-remote://${authority}${forwardSlashes(path)}`;
  if (options.developmentPath !== undefined)
    payload.push(['extensionDevelopmentPath', remote(options.developmentPath)]);
  if (options.testsPath !== undefined) payload.push(['extensionTestsPath', remote(options.testsPath)]);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** `C:\a` -> `/C:/a`: a path as it stands in an address. */
function forwardSlashes(path: string): string {
  const slashes = path.replaceAll('\\', '/');
  return slashes.startsWith('/') ? slashes : `/${slashes}`;
}
