import type { DeviceContext } from './ssh/deviceContext.ts';

/** Judges a login by account and faults, and counts it. */
export function judgeLogin(device: DeviceContext, good: boolean): boolean {
  const { faults } = device;
  const never = faults.has('wrong-password') || faults.has('too-many-failures');
  const accepted = good && !locked(device) && !never;
  if (accepted) {
    device.stats.loginsAccepted += 1;
    device.account.rejectedInARow = 0;
  } else {
    device.stats.loginsRejected += 1;
    device.account.rejectedInARow += 1;
  }
  return accepted;
}

function locked(device: DeviceContext): boolean {
  return device.faults.has('lockout') && device.account.rejectedInARow >= device.tuning.lockoutAfter;
}
