/** Modules that the editor gives to an extension at run time, so that no bundle contains them. */
export const providedModules = ['vscode'] as const;
