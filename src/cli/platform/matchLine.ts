import type { PlatformRegistry } from '../../core/platform/platformRegistry.ts';

/** What one line of `showrun platform match` is answered with: the mode of the prompt, or why there is none. */
export function matchLine(line: string, platforms: PlatformRegistry): { mode: string } | { error: string } {
  const question = parse(line);
  if (question === undefined)
    return { error: 'A line is a JSON object with the texts "device_type" and "prompt".' };
  try {
    const platform = platforms.get(question.deviceType);
    // A session takes carriage returns for what they do on a screen; in front of a prompt that is nothing.
    const found = platform.matchPrompt(question.prompt.replaceAll('\r', ''));
    return found === undefined
      ? { error: `This is no prompt of platform "${platform.id}".` }
      : { mode: found.mode };
  } catch (error) {
    const hint = (error as { hint?: string }).hint;
    const message = error instanceof Error ? error.message : String(error);
    return { error: hint === undefined ? message : `${message} ${hint}` };
  }
}

function parse(line: string): { deviceType: string; prompt: string } | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) return undefined;
    const { device_type: deviceType, prompt } = value as Record<string, unknown>;
    return typeof deviceType === 'string' && typeof prompt === 'string' ? { deviceType, prompt } : undefined;
  } catch {
    return undefined;
  }
}
