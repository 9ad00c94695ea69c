import assert from 'node:assert/strict';
import { previewText } from '../../../../../src/core/template/services/previewText.ts';
import { contextFor, parsed } from './support.ts';

describe('previewText', () => {
  const [device] = contextFor().devices;
  const preview = (text: string, options = {}): string =>
    previewText(parsed(text), device ?? assert.fail(), options);

  it('shows the lines below the titles of their blocks', () => {
    assert.equal(
      preview(
        'show clock\n### One\nshow interfaces {{ uplink }}\n### Two\n# @mode config\nvlan {{ vlan }}\n',
      ),
      '# core-1 (cisco_ios, 192.0.2.1)\nshow clock\n\n### One\nshow interfaces Gi1/0/48\n\n### Two\n# @mode config\nvlan 10\n',
    );
  });

  it('shows one block alone, and names in place of answers', () => {
    assert.equal(
      preview('# @ask t "T?"\n### One\nshow {{ t }}\n### Two\nshow clock\n', { block: 0 }),
      '# core-1 (cisco_ios, 192.0.2.1)\n\n### One\nshow <t>\n',
    );
  });

  it('says why nothing would be sent', () => {
    assert.match(
      preview('show {{ nope }}\n'),
      /Nothing would be sent:\n# {3}test\.cmds:1:9 "nope" is not defined/,
    );
    assert.match(preview('# only a comment\n'), /nothing for this device/);
  });
});
