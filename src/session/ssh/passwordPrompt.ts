/** What a keyboard-interactive prompt asks for. */
export type PromptKind = 'password' | 'new-password' | 'other';

/*
 * Words for "password" in the languages of common server systems. Whatever else is asked (a code, a token, a PIN) goes to the
 * person; so does everything that is echoed.
 */
const passwordWords =
  /\b(?:password|passwort|kennwort|passwd|mot de passe|contrase(?:ñ|n)a|senha|wachtwoord|lösenord|adgangskode|hasło|heslo)\b|пароль|密码|密碼|パスワード/iu;
const oneTimeWords =
  /\b(?:one[- ]?time|otp|token|passcode|code|verification|authenticator|pin|rsa|duo|2fa|mfa|challenge|response)\b/iu;
const changeWords = /\b(?:new|retype|re-?enter|confirm|old|expired)\b|\(current\)|^\s*current password/iu;

/** Sorts a prompt by its text; `echo` is what the server asks for showing the answer. */
export function classifyPrompt(text: string, echo: boolean): PromptKind {
  if (echo) return 'other';
  const short = text.slice(0, 500);
  if (!passwordWords.test(short) || oneTimeWords.test(short)) return 'other';
  return changeWords.test(short) ? 'new-password' : 'password';
}
