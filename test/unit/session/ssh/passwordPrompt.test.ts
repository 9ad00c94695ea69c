import assert from 'node:assert/strict';
import { classifyPrompt } from '../../../../src/session/ssh/passwordPrompt.ts';

describe('classifyPrompt', () => {
  const cases: readonly (readonly [string, boolean, string])[] = [
    ['Password: ', false, 'password'],
    ["admin@core-1's password:", false, 'password'],
    ['(admin@10.0.0.1) Password: ', false, 'password'],
    ['Passwort:', false, 'password'],
    ['Mot de passe :', false, 'password'],
    ['密码：', false, 'password'],
    ['Password: ', true, 'other'],
    ['One-time password (OATH) for `admin`: ', false, 'other'],
    ['Verification code: ', false, 'other'],
    ['Passcode or option (1-3): ', false, 'other'],
    ['Enter PASSCODE: ', false, 'other'],
    ['Enter your token password: ', false, 'other'],
    ['Username: ', true, 'other'],
    ['(current) UNIX password: ', false, 'new-password'],
    ['Old Password: ', false, 'new-password'],
    ['New password: ', false, 'new-password'],
    ['Retype new password: ', false, 'new-password'],
    ['Enter your current account password for core-1: ', false, 'password'],
  ];
  for (const [text, echo, kind] of cases) {
    it(`${JSON.stringify(text)}${echo ? ' echoed' : ''} is ${kind}`, () => {
      assert.equal(classifyPrompt(text, echo), kind);
    });
  }
});
