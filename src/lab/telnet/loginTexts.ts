import { platformOf, type DeviceContext } from '../ssh/deviceContext.ts';

/** How a device asks for the login, and refuses one. */
export interface LoginTexts {
  /** Printed once, before the first question. */
  readonly banner: string;
  readonly username: string;
  readonly password: string;
  readonly refused: string;
}

const unix = { banner: '', password: 'Password: ', refused: '\nLogin incorrect\n' };

/** The words of the platform: IOS and its likes ask for a user name, the others are a Unix underneath. */
export function loginTexts(device: DeviceContext): LoginTexts {
  switch (platformOf(device)) {
    case 'cisco_nxos':
      return { ...unix, username: 'login: ' };
    case 'arista_eos':
    case 'juniper_junos':
    case 'linux':
      return { ...unix, username: `${device.name} login: ` };
    case 'mikrotik_routeros':
      return {
        ...unix,
        username: 'Login: ',
        refused: '\nLogin failed, incorrect username or password\n\n',
      };
    case 'huawei':
    case 'huawei_vrpv8':
    case 'hp_comware':
      return {
        banner: '\nLogin authentication\n\n',
        username: 'Username:',
        password: 'Password:',
        refused: '\nError: Authentication failed.\n',
      };
    default:
      return {
        banner: '\n\nUser Access Verification\n\n',
        username: 'Username: ',
        password: 'Password: ',
        refused: '\n% Login invalid\n\n',
      };
  }
}
