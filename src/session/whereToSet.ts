/** Where a person sets something, on the command line and in the editor: for hints that say to do so. */
export const whereToSet = {
  connectTimeout: '--connect-timeout, showrun.run.connectTimeout',
  loginTimeout: '--login-timeout, showrun.run.loginTimeout',
  commandTimeout: '# @timeout, --timeout, showrun.run.commandTimeout',
  maxOutput: '--max-output, showrun.run.maxOutput',
} as const;
