import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OutputFile } from '../../../src/store/outputFile.ts';
import { OutputPages } from '../../../src/store/outputs/outputPages.ts';
import type { OpenFile } from '../../../src/store/runFiles.ts';

/** A file in memory whose writes are held back until they are let through. */
class SlowFile implements OpenFile {
  text = '';
  writes = 0;
  isOpen = true;
  #waiting: (() => void)[] = [];
  held = false;

  async write(data: Uint8Array): Promise<void> {
    if (this.held) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.writes += 1;
    this.text += Buffer.from(data).toString();
  }

  close(): Promise<void> {
    this.isOpen = false;
    return Promise.resolve();
  }

  release(): void {
    this.held = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

describe('OutputFile', () => {
  it('writes everything in order, whatever the pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 60_000 }), { maxLength: 12 }),
        async (pieces) => {
          const file = new SlowFile();
          const output = new OutputFile('x', () => Promise.resolve(file));
          for (const piece of pieces) await output.write(piece);
          await output.close();
          const whole = pieces.join('');
          assert.equal(file.text, whole);
          assert.equal(output.bytes, Buffer.byteLength(whole));
          assert.equal(output.end, whole.slice(-4000));
          assert.equal(output.characters, whole.length);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('opens no file for nothing', async () => {
    let opened = 0;
    const output = new OutputFile('x', () => {
      opened += 1;
      return Promise.resolve(new SlowFile());
    });
    await output.write('');
    await output.close();
    assert.equal(opened, 0);
  });

  it('asks a fast writer to wait, and joins small pieces into few writes', async () => {
    const file = new SlowFile();
    file.held = true;
    const output = new OutputFile('x', () => Promise.resolve(file));
    const piece = 'x'.repeat(1000);
    let wait: void | Promise<void> = undefined;
    let written = 0;
    for (; wait === undefined && written < 10_000; written += 1) wait = output.write(piece);
    assert.ok(wait instanceof Promise);
    assert.ok(written > 128 && written < 150, String(written));
    file.release();
    await wait;
    await output.close();
    assert.equal(file.text.length, written * 1000);
    assert.ok(file.writes <= 3, String(file.writes));
  });

  it('asks to wait for every page once pages are scarce', async () => {
    const pages = new OutputPages();
    while (!pages.scarce) pages.take();
    const file = new SlowFile();
    file.held = true;
    const output = new OutputFile('x', () => Promise.resolve(file), pages);
    const wait = output.write('x'.repeat(70_000));
    assert.ok(wait instanceof Promise);
    file.release();
    await wait;
    await output.close();
    assert.equal(file.text.length, 70_000);
  });

  it('uses a page again when it is on disk, and never one that could not be written', async () => {
    const pages = new OutputPages();
    const seen = new Set<ArrayBufferLike>();
    const text = 'x'.repeat(70_000);
    const writeOne = async (write: OpenFile['write']): Promise<void> => {
      const file = { write, close: () => Promise.resolve() };
      const output = new OutputFile('x', () => Promise.resolve(file), pages);
      await output.write(text);
      await output.close();
    };
    const good = (data: Uint8Array): Promise<void> => {
      seen.add(data.buffer);
      return Promise.resolve();
    };
    for (let count = 0; count < 20; count += 1) await writeOne(good);
    assert.ok(seen.size <= 2, String(seen.size));
    const bad: ArrayBufferLike[] = [];
    await assert.rejects(
      writeOne((data) => {
        bad.push(data.buffer);
        return Promise.reject(new Error('hangs'));
      }),
    );
    seen.clear();
    for (let count = 0; count < 20; count += 1) await writeOne(good);
    assert.equal(bad.length, 1);
    assert.ok(!bad.some((buffer) => seen.has(buffer)));
  });

  it('takes the two halves of a character that came apart for one', async () => {
    const file = new SlowFile();
    const output = new OutputFile('x', () => Promise.resolve(file));
    const [first = '', second = ''] = '\u{1f5a7}'.split('');
    await output.write(`a${first}`);
    await output.write(`${second}b`);
    await output.close();
    assert.equal(file.text, 'a\u{1f5a7}b');
    assert.equal(output.bytes, 6);
  });

  it('says once and for all that the disk failed, and closes the file all the same', async () => {
    const file = new SlowFile();
    file.write = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    const output = new OutputFile('a/01.txt', () => Promise.resolve(file));
    await output.write('x');
    await assert.rejects(output.flush(), { code: 'store.disk-full' });
    assert.throws(() => output.write('y'), { code: 'store.disk-full' });
    await assert.rejects(output.close(), { code: 'store.disk-full' });
    assert.equal(file.isOpen, false);
  });

  it('drops what a session says after it was given up', async () => {
    const file = new SlowFile();
    const output = new OutputFile('x', () => Promise.resolve(file));
    await output.write('before');
    await output.close();
    await output.write('after');
    assert.equal(file.text, 'before');
    assert.equal(output.bytes, 6);
  });
});
